import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { normalisePath, resolvePath } from '../base/path.ts';
import type { Arguments, Surroundings } from '../cli/command.ts';
import { makeDistributionArgument, makeInverseArgument, type Placement } from '../model/distribution-arguments.ts';
import { parseXml } from '../model/xml/parse-xml.ts';
import { type ModelKind, readModel } from '../model/xml/read-model.ts';
import {
  AttributeSetValue,
  callWithArguments,
  describeValue,
  force,
  type Host,
  lazy,
  type Slot,
  type Value,
} from '../nix/index.ts';
import { loadSaxes } from '../ports/load-saxes.ts';
import { createNodeHost, type NodeHostOptions } from '../ports/nix/create-node-host.ts';
import { descriptorOf, readStream } from '../ports/read-stream.ts';
import { createPackages } from './empty-packages.ts';
import { createNixEvaluator } from './nix-evaluator.ts';

/** Evaluates model files in the way that the options say. One per run: nothing is remembered from run to run. */
export interface Evaluator {
  readonly host: Host;
  /** What models get as `pkgs`. */
  readonly packages: Value;
  /** The attributes of `--extra-params`. */
  readonly extraParameters: readonly (readonly [string, Slot])[];
  /**
   * The value of a model file (`-` is standard input). A function (or a set with `__functor`) is called with those of the offered arguments, and of the attributes of
   * `--extra-params`, that it asks for; a function without a set pattern gets all of them.
   * @throws UserError when it fails, or asks for an argument that nobody gives
   */
  evaluateModel(file: string, what: string, offered: readonly (readonly [string, Slot])[]): Value;
  /** The value of a services model, which also gets `distribution` and `invDistribution`: empty ones where no distribution is given. */
  evaluateServices(
    file: string,
    offered: readonly (readonly [string, Slot])[],
    placement: (() => Placement) | undefined,
  ): Value;
}

/** The evaluator that the options ask for. @throws InputError for options that are wrong */
export function createEvaluator(
  options: Arguments,
  surroundings: Surroundings,
  more: Pick<NodeHostOptions, 'everyThunk' | 'warn'> = {},
): Evaluator {
  const { folder } = surroundings;
  const searchPath = readSearchPath(options, surroundings);
  const named = new Set(namedFiles(options).map(file => resolvePath(folder, file)));
  const host = createNodeHost({
    ...more,
    searchPath,
    environment: surroundings.environment,
    readStream: path => (named.has(path) ? readStream(path, folder) : undefined),
    ...(options.has('system') ? { system: options.text('system') ?? '' } : {}),
    ...(options.has('restrict-eval') ? { allowedFolders: readAllowedFolders(options, folder, searchPath) } : {}),
    ...(options.has('eval-timeout') ? { timeout: 1000 * (options.number('eval-timeout', 0) ?? 0) } : {}),
  });
  const packages = createPackages(host);
  const extra = readExtraParameters(options, host, folder);
  const embedded: Evaluator = {
    host,
    packages,
    extraParameters: extra,
    evaluateModel: (file, what, offered) => {
      const kind = options.has('xml') ? xmlKinds[what] : undefined;
      if (kind !== undefined) return readXmlModel(file, kind, host, surroundings);
      const value =
        file === '-'
          ? host.evaluateText('<stdin>', surroundings.standardInput(), folder)
          : host.importFile(resolvePath(folder, file), undefined);
      const given = AttributeSetValue.from(new Map([...offered, ...extra]));
      return callWithArguments(value, given, { what: `the ${what}`, file, callsPlain: true });
    },
    evaluateServices: (file, offered, placement) => {
      const given = [...offered, ...placeServices(placement, () => force(model))];
      const model = lazy(() => embedded.evaluateModel(file, 'services model', given));
      return force(model);
    },
  };
  return options.text('evaluator') === 'nix' ? createNixEvaluator(embedded, options, surroundings) : embedded;
}

function placeServices(
  placement: (() => Placement) | undefined,
  model: () => Value,
): readonly (readonly [string, Slot])[] {
  let known: Placement | undefined;
  const make = (argument: (placement: Placement) => Value): Slot => {
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

/** What the XML of each model is called, by what messages call the model. QoS models and the like are functions, which have no XML. */
const xmlKinds: Readonly<Record<string, ModelKind>> = {
  'services model': 'services',
  'infrastructure model': 'infrastructure',
  distribution: 'distribution',
  'ID resources model': 'resources',
  'ids file': 'ids',
};

function readXmlModel(file: string, kind: ModelKind, host: Host, { folder, standardInput }: Surroundings): Value {
  const path = resolvePath(folder, file);
  const [name, text] = file === '-' ? ['<stdin>', standardInput()] : [path, host.files.read(path)];
  return readModel(parseXml(name, text, loadSaxes()), kind);
}

function readExtraParameters(options: Arguments, host: Host, folder: string): (readonly [string, Slot])[] {
  const text = options.text('extra-params');
  if (text === undefined) return [];
  const value = host.evaluateText('--extra-params', text, folder);
  if (value instanceof AttributeSetValue) return [...value.entries()];
  throw new InputError([
    {
      severity: 'error',
      code: 'option-value',
      message: `--extra-params is ${describeValue(value)}, but must be an attribute set`,
      hint: `write --extra-params '{ processManager = "systemd"; }'`,
    },
  ]);
}

/** `-I` entries first, then NIX_PATH, as Nix has it. */
function readSearchPath(options: Arguments, { folder, environment }: Surroundings): (readonly [string, string])[] {
  const fromEnvironment = splitNixPath(toBytes(environment['NIX_PATH'] ?? ''));
  return [...options.texts('include'), ...fromEnvironment].map(entry => {
    const [, prefix = '', path = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(entry) ?? [];
    return [prefix, /^[a-z]+:\/\//.test(path) ? path : resolvePath(folder, path)] as const;
  });
}

/** Entries are separated by colons, but a colon before `//` belongs to a URL. */
function splitNixPath(text: string): string[] {
  return text.split(/:(?!\/\/)/).filter(entry => entry !== '');
}

/** The options that name files which are read. */
const fileOptions = [
  'services',
  'infrastructure',
  'distribution',
  'id-resources',
  'ids',
  'previous',
  'qos',
  'filters',
  'augment',
  'candidates',
  'instance',
];

function namedFiles(options: Arguments): string[] {
  return [...fileOptions.flatMap(name => options.texts(name)), ...options.positionals].filter(file => file !== '-');
}

/** The folders of the models, and the search path. */
function readAllowedFolders(
  options: Arguments,
  folder: string,
  searchPath: readonly (readonly [string, string])[],
): string[] {
  const files = namedFiles(options).map(file => resolvePath(folder, file));
  const folders = files.filter(path => descriptorOf(path) === undefined).map(path => normalisePath(`${path}/..`));
  return [...new Set([...folders, ...searchPath.map(([, path]) => path)])];
}
