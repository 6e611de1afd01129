/** Bundles the planner for browsers: `dist/planner.js`, an ESM module with all that it needs but HiGHS. */
import { build } from 'esbuild';
import { esbuildTexts } from './texts.mjs';

export async function buildPlanner() {
  await build({
    entryPoints: ['src/library/planner/browser-planner.ts'],
    outfile: 'dist/planner.js',
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    minify: true,
    charset: 'ascii',
    legalComments: 'eof',
    plugins: [esbuildTexts, esbuildNoMachine],
    logLevel: 'warning',
  });
}

/** The module with all that the library asks of Node is left out: it is loaded in Node alone. */
export const esbuildNoMachine = {
  name: 'no-machine',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/node-machine\.ts$/ }, ({ path }) => ({ path, namespace: 'no-machine' }));
    onLoad({ filter: /.*/, namespace: 'no-machine' }, () => ({ contents: '', loader: 'js' }));
  },
};
