import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { normalisePath, resolvePath } from '../base/path.ts';
import { makeDistributionArgument, makeInverseArgument, type PlacedModels } from '../model/distribution-arguments.ts';
import {
  AttributeSetValue,
  callWithArguments,
  type Disk,
  describeValue,
  force,
  type Host,
  lazy,
  type Slot,
  type Value,
} from '../nix/index.ts';
import { createNodeHost, type NodeHostOptions } from '../ports/nix/create-node-host.ts';
import { deferOptimization } from '../ports/nix/defer-optimization.ts';
import { nodeDisk } from '../ports/nix/node-disk.ts';
import { descriptorOf, readStream } from '../ports/read-stream.ts';
import { createPackages } from './empty-packages.ts';
import type { EvaluationSettings } from './evaluation-settings.ts';
import type { Evaluator } from './evaluator.ts';
import { mayBeIds } from './follow-ids.ts';
import { createNixEvaluator } from './nix-evaluator.ts';
import { type ModelText, readModelText } from './read-data.ts';
import { readFlake, splitFlake } from './read-flake.ts';
import { asXml, readModelData } from './read-model.ts';
import { replaceFiles } from './replace-files.ts';
import type { World } from './world.ts';

/** The evaluator that the settings ask for. @throws UserError for extra parameters that are wrong */
export function createEvaluator(
  settings: EvaluationSettings,
  world: World,
  more: Pick<NodeHostOptions, 'everyThunk' | 'warn' | 'elapsed'> = {},
): Evaluator {
  deferOptimization();
  const { folder } = world;
  const { system, nixVersion, timeLimit } = settings;
  const searchPath = readSearchPath(settings, world);
  const named = new Set(settings.files.map(file => resolvePath(folder, file)));
  const idsFiles = new Map<string, string>();
  const told = new ToldText();
  const host = createNodeHost({
    ...more,
    disk: told.readFrom(noteReading(diskOf(settings), world, idsFiles)),
    searchPath,
    environment: world.environment,
    readStream: path => (named.has(path) ? readStream(path, folder) : undefined),
    ...(system === undefined ? {} : { system }),
    ...(nixVersion === undefined ? {} : { nixVersion }),
    ...(settings.isRestricted ? { allowedFolders: listAllowedFolders(settings, folder, searchPath) } : {}),
    ...(timeLimit === undefined ? {} : { timeout: 1000 * timeLimit }),
  });
  const packages = createPackages(host, settings.hints.packages);
  const extra = readExtraParameters(settings, host, folder);
  const embedded: Evaluator = {
    host,
    hints: settings.hints,
    idsFiles,
    changes: settings.changes,
    packages,
    extraParameters: extra,
    evaluateModel: (file, what, offered) => {
      const text = readModelText(file, embedded, world);
      const data = text && readModelData(settings.isXml ? asXml(text, what) : text, what);
      if (data !== undefined) return data;
      const value =
        file === '-'
          ? host.evaluateText('<stdin>', world.standardInput(), folder)
          : (readFlake(file, folder, host) ??
            told.during(text, () => host.importFile(resolvePath(folder, file), undefined)));
      const given = AttributeSetValue.from(new Map([...offered, ...extra]));
      return callWithArguments(value, given, { what: `the ${what}`, file, callsPlain: true });
    },
    evaluateServices: (file, offered, placement) => {
      const given = [...offered, ...placeServices(placement, () => force(model))];
      const model = lazy(() => embedded.evaluateModel(file, 'services model', given));
      return force(model);
    },
  };
  return settings.evaluator === 'nix' ? createNixEvaluator(embedded, settings, world) : embedded;
}

/** The text of a model, by which its form was told: whoever evaluates it meanwhile is given the same, unread. */
class ToldText {
  #told: ModelText | undefined;

  during<T>(told: ModelText | undefined, step: () => T): T {
    this.#told = told;
    try {
      return step();
    } finally {
      this.#told = undefined;
    }
  }

  readFrom(disk: Disk): Disk {
    const read: Disk['read'] = (path, sizeLimit) => {
      const text = this.#told?.name === path ? this.#told.text : undefined;
      return text === undefined ? disk.read(path, sizeLimit) : { text };
    };
    return { ...disk, read };
  }
}

function diskOf({ replacedFiles }: EvaluationSettings): Disk {
  return replacedFiles === undefined ? nodeDisk : replaceFiles(nodeDisk, replacedFiles);
}

/** The same disk, whose reader is noted: of what models import, too, nothing is to be overwritten. */
function noteReading(disk: Disk, world: World, idsFiles: Map<string, string>): Disk {
  return {
    ...disk,
    read: (path, sizeLimit) => {
      world.noteInput(path);
      const found = disk.read(path, sizeLimit);
      if ('text' in found && mayBeIds(found.text)) idsFiles.set(path, found.text);
      return found;
    },
  };
}

function placeServices(
  placement: (() => PlacedModels) | undefined,
  model: () => Value,
): readonly (readonly [string, Slot])[] {
  let known: PlacedModels | undefined;
  const make = (argument: (placement: PlacedModels) => Value): Slot => {
    if (placement === undefined) return AttributeSetValue.empty;
    return lazy(() => {
      known ??= placement();
      return argument(known);
    });
  };
  return [
    ['distribution', make(makeDistributionArgument)],
    ['invDistribution', make(given => makeInverseArgument(given, model))],
  ];
}

function readExtraParameters(
  { extraParameters }: EvaluationSettings,
  host: Host,
  folder: string,
): (readonly [string, Slot])[] {
  if (extraParameters === undefined) return [];
  const { name, text } = extraParameters;
  const value = host.evaluateText(name, text, folder);
  if (value instanceof AttributeSetValue) return [...value.entries()];
  throw new InputError([
    {
      severity: 'error',
      code: 'option-value',
      message: `${name} is ${describeValue(value)}, but must be an attribute set`,
      hint: `write ${name} '{ processManager = "systemd"; }'`,
    },
  ]);
}

/** The entries of the user first, then NIX_PATH, as Nix has it. */
function readSearchPath(
  { searchPath }: EvaluationSettings,
  { folder, environment }: World,
): (readonly [string, string])[] {
  const fromEnvironment = splitNixPath(toBytes(environment['NIX_PATH'] ?? ''));
  return [...searchPath, ...fromEnvironment].map(entry => {
    const [, prefix = '', path = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(entry) ?? [];
    return [prefix, /^[a-z]+:\/\//.test(path) ? path : resolvePath(folder, path)] as const;
  });
}

/** Entries are separated by colons, but a colon before `//` belongs to a URL. */
function splitNixPath(text: string): string[] {
  return text.split(/:(?!\/\/)/).filter(entry => entry !== '');
}

/** The folders of the models, and the search path. */
function listAllowedFolders(
  settings: EvaluationSettings,
  folder: string,
  searchPath: readonly (readonly [string, string])[],
): string[] {
  const files = settings.files.map(file => resolvePath(folder, file));
  const folders = files.filter(path => descriptorOf(path) === undefined).map(path => normalisePath(`${path}/..`));
  const flakes = settings.files.flatMap(file => splitFlake(file, folder)?.flake ?? []);
  return [...new Set([...folders, ...flakes, ...searchPath.map(([, path]) => path)])];
}
