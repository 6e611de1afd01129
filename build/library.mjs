/**
 * Bundles what other programs import: each entry point as an ESM module (what they share is in chunks beside them) and
 * as a CommonJS one, with declarations. Dependencies stay outside, so that a `Graph` of graphlib is the same class
 * everywhere.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { esbuildTexts } from './texts.mjs';

/** Entry point → its source: `exports` of `package.json` names what they become. */
const entryPoints = {
  index: 'src/library/planning/index.ts',
  graph: 'src/library/graph/index.ts',
  nix: 'src/library/nix/index.ts',
};

/** What only Node has. Bundlers for browsers leave it out: `browser` in `package.json` names it. */
const portsOfNode = { 'node-machine': 'src/library/node-machine.ts' };

export async function buildLibrary({ dependencies }) {
  const common = {
    entryPoints: { ...entryPoints, ...portsOfNode },
    bundle: true,
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    charset: 'utf8',
    legalComments: 'none',
    external: Object.keys(dependencies),
    plugins: [esbuildTexts],
    logLevel: 'warning',
  };
  await build({ ...common, outdir: 'dist/esm', format: 'esm', splitting: true, chunkNames: 'chunks/[name]-[hash]' });
  await build({
    ...common,
    outdir: 'dist/cjs',
    format: 'cjs',
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  });
  writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
  writeDeclarations();
}

/**
 * TypeScript tells an ESM declaration from a CommonJS one by the package that it is in, so there are two equal sets.
 */
function writeDeclarations() {
  const all = 'dist/declarations';
  const run = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', all], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the declarations cannot be made: ${run.stdout}${run.stderr}`);
  for (const [file, text] of reachableDeclarations(all)) {
    for (const folder of ['dist/esm/types', 'dist/cjs/types']) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(
        join(folder, file),
        text.replaceAll(ofGraphlib, "import type $1 with { 'resolution-mode': 'import' };"),
      );
    }
  }
  rmSync(all, { recursive: true });
}

/**
 * The declarations that a reader of an entry point comes to, and no others: file → text, with imports of `.js` files.
 */
function reachableDeclarations(folder) {
  const found = new Map();
  const read = source => {
    const file = source.replace(/^src\//, '').replace(/\.ts$/, '.d.ts');
    if (found.has(file)) return;
    const text = readFileSync(join(folder, file), 'utf8');
    found.set(file, text.replaceAll(relativeImport, '$1$2.js'));
    for (const [, , path] of text.matchAll(relativeImport)) read(relativeTo(file, `${path}.ts`));
  };
  for (const source of Object.values(entryPoints)) read(source);
  return found;
}

/**
 * graphlib has declarations for ESM alone, and TypeScript wants to hear in CommonJS that it is these that are meant.
 */
const ofGraphlib = /^import (?:type )?(\{ Graph \} from '@dagrejs\/graphlib');/gm;

const relativeImport = /((?:from|import\() ?['"])(\.[^'"]*)\.ts(?=['"])/g;

function relativeTo(file, path) {
  return resolve('/', dirname(file), path).slice(1);
}
