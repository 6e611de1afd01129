/**
 * What stands in another language than the program's, or runs beside it, is imported as text: files of the kinds below as they
 * are (style sheets without blanks), and programs for a thread (`import code from './x.ts?thread-code'`) or for a page (`'./x.ts?page-code'`) bundled into one
 * script. `text-imports.d.ts` tells TypeScript the same. Here is that for esbuild (the build), Vite (tests) and Node (`tsx`).
 */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const imported = /(\.(?:nix|css|bash|zsh|fish)|\.tsx?\?(?:thread|page)-code)$/;

/** What a bundled script runs in. */
const surroundings = {
  'thread-code': { platform: 'node', target: 'node20', format: 'cjs' },
  'page-code': { platform: 'browser', target: 'es2022', format: 'iife' },
};

/**
 * A page that is an application is made of most of the program: what it does not use of a module, and modules that it
 * uses nothing of, are left out. Nothing in the source has effects when it is loaded, but what is started there.
 */
export const application = {
  minify: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'eof',
  plugins: [
    {
      name: 'pure-modules',
      setup({ onResolve, resolve: find }) {
        onResolve({ filter: /^\.{1,2}\// }, async ({ path, kind, importer, resolveDir, pluginData }) => {
          if (pluginData === 'found' || importer.includes('node_modules')) return undefined;
          const found = await find(path, { kind, importer, resolveDir, pluginData: 'found' });
          return { ...found, sideEffects: false };
        });
      },
    },
  ],
};

/** The text that an import stands for: the path of a file, with `?thread-code` or `?page-code` behind it for a script. */
async function readText(imported) {
  const [path, kind] = imported.split('?');
  if (kind === undefined) {
    const text = readFileSync(path, 'utf8');
    if (!path.endsWith('.css')) return text;
    return (await transform(text, { loader: 'css', minifyWhitespace: true, charset: 'ascii' })).code;
  }
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    // Pages and threads ask nothing of the locale: what is not ASCII is escaped.
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
    ...surroundings[kind],
    ...(path.endsWith('.tsx') && application),
  });
  return outputFiles[0].text;
}

/** The plugin for esbuild. */
export const esbuildTexts = {
  name: 'texts',
  setup({ onResolve, onLoad }) {
    // Relative to the project: the path is in the bundle, which is to be the same wherever it is built.
    onResolve({ filter: imported }, ({ path, resolveDir }) => ({
      path: relative(process.cwd(), resolve(resolveDir, path)),
      namespace: 'text',
    }));
    onLoad({ filter: /.*/, namespace: 'text' }, async ({ path }) => ({
      contents: await readText(path),
      loader: 'text',
    }));
  },
};

/** The plugin for Vite. Its ids end in a colon, so that Vite takes none of them for a style sheet. */
export const viteTexts = {
  name: 'texts',
  enforce: 'pre',
  resolveId(source, importer) {
    return imported.test(source) && importer ? `\0text:${resolve(dirname(importer), source)}:` : undefined;
  },
  async load(id) {
    return id.startsWith('\0text:') ? asModule(await readText(id.slice('\0text:'.length, -1))) : undefined;
  },
};

/** Node's hook of the same name; see `node-texts.mjs`. */
export function resolveHook(specifier, context, next) {
  if (!imported.test(specifier) || context.parentURL === undefined) return next(specifier, context);
  return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
}

/** Node's hook of the same name; see `node-texts.mjs`. */
export async function loadHook(url, context, next) {
  if (!imported.test(url)) return next(url, context);
  const { pathname, search } = new URL(url);
  const path = fileURLToPath(new URL(pathname, 'file:'));
  return { format: 'module', source: asModule(await readText(path + search)), shortCircuit: true };
}

function asModule(text) {
  return `export default ${JSON.stringify(text)};`;
}
