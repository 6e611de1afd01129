/**
 * Modules of Node that most runs do not need are loaded when something of them is first used: `node:tty` and `node:worker_threads` bring
 * all streams and sockets, `node:crypto` all of OpenSSL's ciphers, which costs more than evaluating a model.
 */
const late = ['node:child_process', 'node:crypto', 'node:os', 'node:tty', 'node:v8', 'node:worker_threads'];

/** The plugin for esbuild; the bundle must be CommonJS, where each use of an import reads a property of its module. */
export const esbuildLazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, namespace }) =>
      namespace !== 'late' && late.includes(path) ? { path, namespace: 'late' } : { path, external: true },
    );
    onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter(name => name !== 'default');
      const contents = `let loaded;
const load = () => (loaded ??= require(${JSON.stringify(path)}));
for (const name of ${JSON.stringify(names)}) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });`;
      return { contents, loader: 'js' };
    });
  },
};
