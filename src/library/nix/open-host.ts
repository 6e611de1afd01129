import { fromBytes, toBytes } from '../../base/bytes.ts';
import type { Host, Value } from '../../nix/index.ts';
import { type Machine, openMachine } from '../open-machine.ts';
import { createBareHost } from './bare-host.ts';
import type { HostSettings, NixFile } from './host-settings.ts';

/** What evaluates texts and files, once or several of them. */
export interface OpenedHost {
  readonly host: Host;
  /** The value of a text, which messages call by the name given, or of a file. */
  evaluate(source: string | NixFile, name: string): Value;
}

/** A host of this machine, or where there is no Node one without files. The time limit begins now. */
export async function openHost(settings: HostSettings): Promise<OpenedHost> {
  const machine = await openMachine();
  const converted = convertSettings(machine, settings);
  const host = machine ? machine.createNodeHost(converted) : createBareHost(converted);
  const folder = settings.folder ?? (machine ? '.' : '/');
  return {
    host,
    evaluate(source, name) {
      if (typeof source === 'string') return host.evaluateText(name, toBytes(source), toPath(machine, folder));
      if (machine === undefined) throw new TypeError('files can be read in Node only: pass the text instead');
      return host.importFile(toPath(machine, source.file), undefined);
    },
  };
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
  return machine ? machine.toAbsolutePath(path) : toBytes(path);
}

function convertTexts(texts: { readonly [name: string]: string }, convert: (text: string) => string) {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [toBytes(name), convert(text)]));
}
