import { fromBytes, toBytes } from '../../base/bytes.ts';
import { resolvePath } from '../../base/path.ts';
import type { Host, HostOptions, Value } from '../../nix/index.ts';
import { type Machine, openMachine } from '../open-machine.ts';
import type { HostSettings, NixFile } from './host-settings.ts';

/** What evaluates texts and files, once or several of them. */
export interface OpenedHost {
  readonly host: Host;
  /** The value of a text, which messages call by the name given, or of a file. */
  evaluate(source: string | NixFile, name: string): Value;
}

/**
 * A host of this machine; where files are given, or there is no Node, one of those files. The time limit begins now.
 */
export async function openHost(settings: HostSettings): Promise<OpenedHost> {
  const machine = settings.files === undefined ? await openMachine() : undefined;
  const converted = convertSettings(machine, settings);
  const host = machine ? machine.createNodeHost(converted) : await openBareHost(converted, settings.files ?? {});
  const folder = settings.folder ?? (machine ? '.' : '/');
  return {
    host,
    evaluate(source, name) {
      if (typeof source === 'string') return host.evaluateText(name, toBytes(source), toPath(machine, folder));
      if (machine === undefined && settings.files === undefined) {
        throw new TypeError('the disk can be read in Node only: pass the text, or the files as a setting');
      }
      return host.importFile(toPath(machine, source.file), undefined);
    },
  };
}

/** Loaded only where it is needed, for Node has better hashes. */
async function openBareHost(options: Partial<HostOptions>, files: NonNullable<HostSettings['files']>): Promise<Host> {
  const { createBareHost } = await import('./bare-host.ts');
  const entries = Object.entries(files).map(([path, text]): [string, string] => [
    toPath(undefined, path),
    toBytes(text),
  ]);
  return createBareHost(options, new Map(entries));
}

function convertSettings(machine: Machine | undefined, settings: HostSettings) {
  const { system, environment = {}, allowedFolders, timeLimit, onTrace, searchPath = {} } = settings;
  const toAbsolute = (path: string): string => toPath(machine, path);
  return {
    ...(system !== undefined && { system: toBytes(system) }),
    ...(timeLimit !== undefined && { timeout: 1000 * timeLimit }),
    ...(onTrace !== undefined && { warn: (line: string) => onTrace(fromBytes(line)) }),
    ...(allowedFolders !== undefined && { allowedFolders: allowedFolders.map(toAbsolute) }),
    environment: convertTexts(environment, toBytes),
    searchPath: Object.entries(convertTexts(searchPath, toAbsolute)),
    hasLargestStack: true,
  };
}

function toPath(machine: Machine | undefined, path: string): string {
  return machine ? machine.toAbsolutePath(path) : resolvePath('/', toBytes(path));
}

function convertTexts(texts: { readonly [name: string]: string }, convert: (text: string) => string) {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [toBytes(name), convert(text)]));
}
