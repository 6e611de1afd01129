import { linkLimit, resolvePath } from '../base/path.ts';
import { type Position, Source } from '../base/source.ts';
import { readBuiltInFile } from './built-in-file.ts';
import { builtins as table } from './builtins/index.ts';
import { compile } from './compile/compile.ts';
import { hintAtPlainSet } from './compile/hint-at-plain-set.ts';
import { Scope, type Unit } from './compile/scope.ts';
import { countedDisk } from './counted-disk.ts';
import { EvaluationError } from './error.ts';
import { createFiles } from './files.ts';
import { makeBuiltins, makeGlobals } from './globals.ts';
import type { Files, Host, ReadStream, Settings } from './host.ts';
import { Limits } from './limits.ts';
import { defaultNixVersion, languages } from './nix-version.ts';
import { parse } from './parse/parse.ts';
import { findInSearchPath } from './search-path.ts';
import { countedHashes } from './store/hash.ts';
import { createVirtualStore } from './store/virtual-store.ts';
import { type AttributeSetValue, lazy, type Slot, type Thunk, type Value } from './value.ts';
import type { World } from './world.ts';

/** The machine, and the settings that differ from the usual ones. */
export interface HostOptions extends World, Partial<Settings> {
  /**
   * The files that can be read only once, such as pipes: their texts, and the folders where relative paths in them
   * start.
   */
  readonly readStream?: ReadStream;
}

/**
 * What one evaluation runs in. Its import cache lives as long as it does: make a new one for each run, because files
 * change in between. The time limit starts now. On Node, `createNodeHost` fills in the machine.
 */
export function createHost(options: HostOptions): Host {
  const settings = completeSettings(options);
  const limits = new Limits(settings, options.memory);
  const hashes = countedHashes(options.createHash, limits);
  const store = createVirtualStore(
    createFiles(countedDisk(options.disk, limits), settings, options.readStream),
    hashes,
  );
  const { files } = store;
  const imported = new Map<string, Thunk>();

  const prepare = (source: Source, folder: string, scope?: AttributeSetValue): (() => Value) => {
    const unit: Unit = { source, folder, host, limits, globals: scope === undefined ? globals : withScope(scope) };
    const outermost = Scope.forUnit(unit);
    const tree = parse(source, languages[settings.nixVersion], limits);
    try {
      const { run } = compile(tree, outermost);
      return () => run(outermost.makeFrame());
    } catch (error) {
      throw hintAtUndefined(error, tree, source);
    }
  };

  const withScope = (scope: AttributeSetValue): ReadonlyMap<string, Slot> => new Map([...globals, ...scope.entries()]);

  const host: Host = {
    settings,
    limits,
    files,
    store,
    get builtins() {
      return builtins;
    },
    importFile(path, position, scope) {
      return blaming(position, () => {
        const stream = options.readStream?.(path);
        if (stream !== undefined) return prepare(new Source(path, stream.text), stream.folder)();
        let thunk = scope === undefined ? imported.get(path) : undefined;
        if (thunk === undefined) {
          const file = findExpression(files, path);
          const run = () =>
            prepare(new Source(file, readBuiltInFile(file) ?? files.read(file)), parentOf(file), scope)();
          if (scope !== undefined) return run();
          thunk = imported.get(file) ?? lazy(run);
          // Under both names: the next import of a folder need not look for its default.nix again.
          imported.set(file, thunk).set(path, thunk);
        }
        return thunk.force();
      });
    },
    evaluateText: (name, text, folder) => prepare(new Source(name, text), folder)(),
    delayText: (name, text, folder) => lazy(prepare(new Source(name, text), folder)),
    findFile: (name, position) => blaming(position, () => findInSearchPath(files, settings.searchPath, name)),
    warn: options.warn,
    createHash: options.createHash,
    memory: options.memory,
  };
  const builtins = makeBuiltins(table, host);
  const globals = makeGlobals(builtins);
  return host;
}

/** Runs a step for somebody at a place: what fails without a place of its own fails there. */
function blaming<T>(position: Position | undefined, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof EvaluationError) error.position ??= position;
    throw error;
  }
}

/** The error, with a hint where a name is not known that a plain set around it has. */
function hintAtUndefined(error: unknown, tree: ReturnType<typeof parse>, source: Source): unknown {
  if (error instanceof EvaluationError && error.kind === 'undefined-variable' && error.position !== undefined) {
    error.hint ??= hintAtPlainSet(tree, source, error.position.offset);
  }
  return error;
}

function completeSettings(options: HostOptions): Settings {
  return {
    nixVersion: options.nixVersion ?? defaultNixVersion,
    system: options.system ?? 'x86_64-linux',
    searchPath: options.searchPath ?? [],
    allowedFolders: options.allowedFolders,
    environment: options.environment ?? {},
    home: options.home ?? '/',
    everyThunk: options.everyThunk,
    get hasLargestStack() {
      return options.hasLargestStack;
    },
    timeout: options.timeout,
    elapsed: options.elapsed,
    maxDepth: options.maxDepth,
    maxMemory: options.maxMemory,
  };
}

/**
 * The file that `import` reads: links are followed, so that relative paths start where the file really is; a folder
 * means its `default.nix`.
 */
function findExpression(files: Files, path: string): string {
  let file = path;
  for (let i = 0; i < linkLimit && files.kind(file) === 'symlink'; i++) {
    file = resolvePath(parentOf(file), files.readLink(file));
  }
  return files.kind(file) === 'directory' ? resolvePath(file, 'default.nix') : file;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
