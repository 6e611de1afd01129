// Bundles the program into one CommonJS file (it starts faster than many modules), compiles it ahead, and writes one small starter per command.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { esbuildLazyBuiltins } from './build/lazy-builtins.mjs';
import { buildLibrary } from './build/library.mjs';
import { buildPlanner } from './build/planner.mjs';
import { esbuildTexts } from './build/texts.mjs';
import { esbuildYargsPlatform } from './build/yargs-platform.mjs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
await build({
  entryPoints: ['src/command/start.ts'],
  outfile: 'dist/program.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  // Loaded from node_modules only when used: large, and two of them WASM modules.
  external: ['@viz-js/viz', 'highs', 'saxes', 'yaml'],
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  plugins: [esbuildTexts, esbuildYargsPlatform, esbuildLazyBuiltins],
  logLevel: 'warning',
});

// The bundle is ASCII, which is read fastest as Latin-1. Node 20 has no compile cache of its own. V8 refuses a cache of another version of itself, and then the program is compiled as ever; of the program it compares
// no more than the length, so the cache is named after what it was made of.
const starter = `#!/usr/bin/env node
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { createHash } = require('node:crypto');
const { createRequire, wrap } = require('node:module');
const filename = path.join(__dirname, 'program.cjs');
const bytes = fs.readFileSync(filename);
const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const cache = path.join(__dirname, 'program-' + hash + '.cache');
const cachedData = fs.existsSync(cache) ? fs.readFileSync(cache) : undefined;
const script = new vm.Script(wrap(bytes.latin1Slice()), { filename: 'program.cjs', cachedData });
if (process.env.DYDISNIX_WRITE_CACHE) process.on('exit', () => fs.writeFileSync(cache, script.createCachedData()));
const module_ = { exports: {} };
script.runInThisContext().call(module_.exports, module_.exports, createRequire(filename), module_, filename, __dirname);
`;
for (const [name, file] of Object.entries(manifest.bin)) {
  const command = name.replace(/^dydisnix-/, '');
  const redirect = `#!/usr/bin/env node\nprocess.argv.splice(2, 0, '${command}');\nrequire('./dydisnix.cjs');\n`;
  writeFileSync(file, name === 'dydisnix' ? starter : redirect);
  chmodSync(file, 0o755);
}

await buildLibrary(manifest);
await buildPlanner();

const manual = spawnSync(process.execPath, ['dist/dydisnix.cjs', 'man', '--output-dir', 'dist/man'], {
  encoding: 'utf8',
});
if (manual.status !== 0) throw new Error(`the program that was built prints no manual: ${manual.stderr}`);

// What a usual run uses is compiled ahead: functions that ran before the cache was made are in it. The seed of V8's hashes and what its collector forgets would make each build another one.
const models = 'models/three-services';
const words = [
  '-s',
  `${models}/services.nix`,
  '-i',
  `${models}/infrastructure.nix`,
  '-d',
  `${models}/distribution.nix`,
];
for (const run of [
  ['eval', '--expr', '{ }'],
  ['multiwaycut', ...words],
]) {
  const warm = spawnSync(process.execPath, ['--hash-seed=1', '--no-flush-bytecode', 'dist/dydisnix.cjs', ...run], {
    env: { ...process.env, DYDISNIX_WRITE_CACHE: '1' },
    encoding: 'utf8',
  });
  if (warm.status !== 0) throw new Error(`the program that was built fails: ${warm.stderr}`);
}
for (const name of readdirSync('dist').filter(name => name.endsWith('.cache'))) takeAsUnseeded(`dist/${name}`);

/** V8 takes a cache only from a process with the same flags, whose hash is in its head. The two flags change no code: the head may say that there were none. */
function takeAsUnseeded(file) {
  const flags = { start: 12, end: 16 };
  const cache = readFileSync(file);
  new Script('0').createCachedData().copy(cache, flags.start, flags.start, flags.end);
  writeFileSync(file, cache);
}
