/**
 * Builds the playground into `site/`: files that any web server can carry, at any address, since they name each other
 * relatively and ask for nothing else.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import { esbuildNoMachine } from './planner.mjs';
import { application, esbuildTexts } from './texts.mjs';

/** What models import from beside their folder. */
const shared = { 'nixproc/derive-dysnomia-process-type.nix': 'models/nixproc/derive-dysnomia-process-type.nix' };

/**
 * Title → the folder with its models, files of it under the names that the playground looks for, and files from
 * elsewhere.
 */
const examples = [
  [
    'Three services',
    'models/three-services',
    { 'services-with-ports.nix': undefined, 'idresources.nix': undefined, 'room-for-two.nix': undefined },
  ],
  [
    'Web applications',
    'models/webapps',
    { 'idresources.nix': undefined, 'services-after.nix': undefined, 'distribution-after.nix': undefined },
    shared,
  ],
  [
    'Web applications, upgraded',
    'models/webapps',
    {
      ...{ 'idresources.nix': undefined, 'services.nix': undefined },
      ...{ 'services-after.nix': 'services.nix', 'distribution-after.nix': 'distribution.nix' },
      'distribution.nix': 'previous.nix',
    },
    shared,
  ],
  ...readdirSync('examples/place', { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => [`Policy: ${name.replaceAll('-', ' ')}`, `examples/place/${name}`, {}]),
];

export async function buildSite(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const common = {
    ...{ bundle: true, minify: true, charset: 'ascii', legalComments: 'eof', logLevel: 'warning' },
    ...{ platform: 'browser', target: 'es2022', format: 'iife' },
  };
  await build({
    ...{ ...common, ...application, entryPoints: ['src/page/browser/playground.tsx'] },
    outfile: `${folder}/playground.js`,
  });
  await build({
    ...{ ...common, entryPoints: ['src/page/playground-thread.ts'], plugins: [esbuildTexts, esbuildNoMachine] },
    outfile: `${folder}/planner.js`,
  });
  const styles = ['plan-page.css', 'playground.css'].map(name => readFileSync(`src/page/browser/${name}`, 'utf8'));
  const { code } = await transform(styles.join('\n'), { loader: 'css', minifyWhitespace: true });
  writeFileSync(`${folder}/playground.css`, code);
  const data = JSON.stringify(Object.fromEntries(examples.map(readExample))).replaceAll('<', '\\u003c');
  const page = readFileSync('src/page/browser/playground.html', 'utf8');
  writeFileSync(
    `${folder}/index.html`,
    page.replace('>{}<', () => `>${data}<`),
  );
}

function readExample([title, folder, renamed, others = {}]) {
  const names = readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.nix'));
  const files = names.flatMap(name => {
    const called = name in renamed ? renamed[name] : name;
    return called === undefined ? [] : [[called, readFileSync(join(folder, name), 'utf8')]];
  });
  const more = Object.entries(others).map(([name, file]) => [name, readFileSync(file, 'utf8')]);
  return [title, Object.fromEntries([...files.sort(), ...more])];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildSite(process.argv[2] ?? 'site');
