/**
 * Bundles the planner for browsers: `dist/planner.js`, an ESM module with all that it needs but HiGHS, and
 * `dist/page-planner.js`, the same as the program of a worker that a page has in it.
 */
import { build } from 'esbuild';
import { esbuildTexts } from './texts.mjs';

export async function buildPlanner() {
  const common = {
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'ascii',
    legalComments: 'eof',
    plugins: [esbuildTexts, esbuildNoMachine],
    logLevel: 'warning',
  };
  const library = ['src/library/planner/browser-planner.ts'];
  await build({ ...common, entryPoints: library, outfile: 'dist/planner.js', format: 'esm' });
  const worker = ['src/page/planner-thread.ts'];
  await build({ ...common, entryPoints: worker, outfile: 'dist/page-planner.js', format: 'iife' });
}

/** The module with all that the library asks of Node is left out: it is loaded in Node alone. */
export const esbuildNoMachine = {
  name: 'no-machine',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/node-machine\.ts$/ }, ({ path }) => ({ path, namespace: 'no-machine' }));
    onLoad({ filter: /.*/, namespace: 'no-machine' }, () => ({ contents: '', loader: 'js' }));
  },
};
