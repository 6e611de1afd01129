/**
 * The source for tests that ask for most of it: compiled at once, file by file, and read by Node itself. Vite would be asked for
 * each of its thousand files by each thread, which takes longer than many a test.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { esbuildTexts } from './texts.mjs';

const written = /\.tsx?$/;

/** Below `node_modules`, so that Vitest leaves it to Node, and that the libraries are found from there. */
const folder = resolve('node_modules/.cache/source');

/** Compiles `src`, where it has changed, and gives the plugin for Vite that leads there. */
export async function compileSource() {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).map(file => join('src', file));
  const source = files.filter(file => /\.[a-z]+$/.test(file)).sort();
  const stamp = join(folder, 'stamp');
  const digest = digestOf([...source, 'package-lock.json', 'package.json', 'build/texts.mjs', import.meta.filename]);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    await compile(source.filter(file => written.test(file) && !file.endsWith('.d.ts')));
    writeIfChanged(stamp, Buffer.from(digest));
  }
  return compiledSource;
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

async function compile(entryPoints) {
  const { outputFiles } = await build({
    entryPoints,
    write: false,
    outdir: folder,
    outbase: 'src',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
    plugins: [esbuildTexts, fileByFile],
  });
  for (const { path, contents } of outputFiles) writeIfChanged(path, contents);
}

/** Another run may be reading the file, so that it is replaced as a whole. */
function writeIfChanged(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}

/** Each module stays a file of its own, so that there is one of each whoever asks for it. */
const fileByFile = {
  name: 'file-by-file',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.tsx?$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(written, '.mjs'), external: true },
    );
  },
};

const compiledSource = {
  name: 'compiled-source',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!importer || !source.startsWith('.') || !written.test(source)) return undefined;
    const file = relative('src', resolve(dirname(importer), source));
    return file.startsWith('..') ? undefined : { id: join(folder, file.replace(written, '.mjs')), external: true };
  },
};
