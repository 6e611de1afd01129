/**
 * What yargs runs on in the bundle. Its own platform for Node sets up what only its help, its completion and its languages need, which are not used
 * here: an `Intl.Segmenter` to measure text (35 ms at every start), files of languages, and the current folder, which need not exist.
 */
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import Parser from 'yargs-parser';

const unused = () => {
  throw new Error('no part of yargs that is used asks for this');
};

const fail = message => {
  throw new Error(message ?? 'yargs is not in the state that it expects');
};

const fill = (text, ...values) => text.replace(/%s/g, () => values.shift() ?? '');

const platform = {
  assert: {
    notStrictEqual: (a, b, message) => a !== b || fail(message),
    strictEqual: (a, b, message) => a === b || fail(message),
  },
  cliui: unused,
  findUp: unused,
  getCallerFile: unused,
  getEnv: () => undefined,
  getProcessArgvBin: () => 'dydisnix',
  inspect,
  mainFilename: 'dydisnix',
  Parser,
  path: {
    basename: path => path,
    dirname: unused,
    extname: unused,
    join: unused,
    relative: (_, path) => path,
    resolve: unused,
  },
  process: {
    argv: () => [],
    cwd: () => '/',
    emitWarning: unused,
    execPath: () => '',
    exit: unused,
    nextTick: process.nextTick,
    stdColumns: null,
  },
  readFileSync: unused,
  readdirSync: unused,
  require: unused,
  stringWidth: text => text.length,
  y18n: {
    __: fill,
    __n: (one, many, count, ...values) => fill(count === 1 ? one : many, ...values),
    getLocale: () => 'en',
    setLocale: () => {},
    updateLocale: () => {},
  },
};

export default platform;

/** The esbuild plugin that puts it in the place of the other. */
export const esbuildYargsPlatform = {
  name: 'yargs-platform',
  setup({ onResolve }) {
    onResolve({ filter: /\/platform-shims\/esm\.mjs$/ }, () => ({ path: fileURLToPath(import.meta.url) }));
  },
};
