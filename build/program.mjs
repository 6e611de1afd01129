/**
 * Bundles the program into pieces, as commands share them, each a CommonJS module that V8 has compiled ahead: a command loads the pieces that it needs
 * (docs/decisions/0002).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { build, transform } from 'esbuild';
import { esbuildLazyBuiltins } from './lazy-builtins.mjs';
import { esbuildTexts } from './texts.mjs';
import { esbuildYargsPlatform } from './yargs-platform.mjs';

const folder = 'dist/program';

/** Writes the pieces. esbuild takes ES modules apart and no others, so they become CommonJS afterwards. */
export async function buildProgram() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { outputFiles } = await build({
    entryPoints: ['src/command/start.ts'],
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    splitting: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    legalComments: 'none',
    charset: 'ascii',
    // Loaded from node_modules only when used: large, and two of them WASM modules.
    external: ['@viz-js/viz', 'highs', 'saxes', 'yaml'],
    define: { 'import.meta.url': 'importMetaUrl' },
    plugins: [esbuildTexts, esbuildYargsPlatform, esbuildLazyBuiltins],
    logLevel: 'warning',
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      minifySyntax: true,
      minifyWhitespace: true,
      charset: 'ascii',
      supported: { 'dynamic-import': false },
    });
    writeFileSync(path, `(function(exports,require,module,importMetaUrl){${code}\n})`);
  }
}

/**
 * The starter, which loads pieces. They are ASCII, which is read fastest as Latin-1. Node 20 has no compile cache of its own. V8 refuses a cache of another
 * version of itself, and then a piece is compiled as ever; of the piece it compares no more than the length, so the cache ends with what it was made of,
 * which is compared (a digest would bring all of `node:crypto`). To the program the starter is where it stands: it can be started as a worker.
 */
export const starter = `#!/usr/bin/env node
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { pathToFileURL } = require('node:url');
const pieces = new Map();
const url = pathToFileURL(__filename).href;
function load(name) {
  const known = pieces.get(name);
  if (known !== undefined) return known.module.exports;
  const file = path.join(__dirname, 'program', name);
  const bytes = fs.readFileSync(file);
  const cache = file.slice(0, -3) + 'cache';
  const kept = fs.existsSync(cache) ? fs.readFileSync(cache) : Buffer.of();
  const size = kept.length - bytes.length;
  const cachedData = size > 0 && bytes.equals(kept.subarray(size)) ? kept.subarray(0, size) : undefined;
  const script = new vm.Script(bytes.latin1Slice(), { filename: 'program/' + name, cachedData });
  const piece = { module: { exports: {} }, script, bytes, cache };
  pieces.set(name, piece);
  script.runInThisContext()(piece.module.exports, find, piece.module, url);
  return piece.module.exports;
}
function find(name) {
  return name.startsWith('./') ? load(name.slice(2)) : require(name);
}
if (process.env.DYDISNIX_WRITE_CACHE) {
  process.on('exit', () => {
    for (const { script, bytes, cache } of pieces.values()) {
      fs.writeFileSync(cache, Buffer.concat([script.createCachedData(), bytes]));
    }
  });
}
load('start.cjs');
`;

/** The seed of V8's hashes, what its collector forgets and how far its optimizer came would make each build another one. */
const sameEachTime = ['--hash-seed=1', '--no-flush-bytecode', '--no-opt', '--no-sparkplug'];

/** Compiles ahead what usual runs use: functions that ran before a cache was made are in it. */
export function compileAhead() {
  const models = 'models/three-services';
  const files = { s: 'services.nix', i: 'infrastructure.nix', d: 'distribution.nix' };
  const words = Object.entries(files).flatMap(([letter, file]) => [`-${letter}`, `${models}/${file}`]);
  for (const run of [
    ['eval', '--expr', '{ }'],
    ['multiwaycut', ...words],
    ['check', ...words],
  ]) {
    const warm = spawnSync(process.execPath, [...sameEachTime, 'dist/dydisnix.cjs', ...run], {
      env: { ...process.env, DYDISNIX_WRITE_CACHE: '1' },
      encoding: 'utf8',
    });
    if (warm.status !== 0) throw new Error(`the program that was built fails: ${warm.stderr}`);
  }
  for (const name of readdirSync(folder).filter(name => name.endsWith('.cache'))) takeAsUnseeded(`${folder}/${name}`);
}

/** V8 takes a cache only from a process with the same flags, whose hash is in its head. These change no code: the head may say that there were none. */
function takeAsUnseeded(file) {
  const flags = { start: 12, end: 16 };
  const cache = readFileSync(file);
  new Script('0').createCachedData().copy(cache, flags.start, flags.start, flags.end);
  writeFileSync(file, cache);
}
