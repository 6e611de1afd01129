import { UserError } from '../../base/diagnostic.ts';
import { textOf } from '../../model/decode-value.ts';
import {
  AttributeSetValue,
  call,
  callWithArguments,
  EvaluationError,
  force,
  type Host,
  isList,
  lazy,
  NixFunction,
  NixPath,
  type Slot,
  type Value,
} from '../../nix/index.ts';
import moduleLib from './module-lib.nix';

/** What a machine says of itself that matters here. */
export interface Machine {
  /** Undefined where it says none: then its name is its address. */
  readonly targetHost: string | undefined;
  readonly tags: readonly string[];
  readonly system: string | undefined;
}

/** Modules that import modules. */
const depthLimit = 20;

/** Reads the modules of machines without NixOS, as far as they are plain: what needs more fails, with the reason. */
export class MachineReader {
  readonly #host: Host;
  readonly #packages: Value;
  readonly #lib: Slot;

  constructor(host: Host, packages: Value, makeLib: () => Value) {
    this.#host = host;
    this.#packages = packages;
    this.#lib = lazy(() => call(host.evaluateText('<module-lib>', moduleLib, '/'), makeLib()));
  }

  /**
   * @param modules the machine's own, and then what all machines have in common
   * @throws UserError where its address or a tag cannot be computed here
   */
  read(name: string, modules: readonly Slot[]): Machine {
    const sets = modules.flatMap(module => this.#open(name, module, 0));
    const deployments = sets.flatMap(deploymentOf);
    const hosts = deployments.map(deployment => attribute(deployment, 'targetHost'));
    const tags = deployments.flatMap(deployment => {
      const list = attribute(deployment, 'tags') ?? [];
      return isList(list) ? list.flatMap(tag => textOf(force(tag)) ?? []) : [];
    });
    const host = hosts.find(value => value !== undefined && value !== null);
    return {
      targetHost: host === undefined ? undefined : textOf(host),
      tags: [...new Set(tags)],
      system: sets.map(readSystem).find(system => system !== undefined),
    };
  }

  /** The sets that a module and those that it imports come to. An import that cannot be read says nothing. */
  #open(name: string, module: Slot, depth: number): readonly AttributeSetValue[] {
    if (depth > depthLimit) return [];
    const value = this.#call(name, force(module));
    if (!(value instanceof AttributeSetValue)) return [];
    const config = attribute(value, 'config');
    const imports = attribute(value, 'imports') ?? [];
    const inner = isList(imports) ? imports : [];
    return [
      value,
      ...(config instanceof AttributeSetValue ? [config] : []),
      ...inner.flatMap(slot => tryTo(() => this.#open(name, slot, depth + 1)) ?? []),
    ];
  }

  #call(name: string, module: Value): Value {
    if (module instanceof NixPath) return this.#call(name, this.#host.importFile(module.path, undefined));
    if (!(module instanceof NixFunction)) return module;
    const known: (readonly [string, Slot])[] = [
      ['name', name],
      ['lib', this.#lib],
      ['pkgs', this.#packages],
    ];
    const asked = [...(module.formals?.keys() ?? []), 'config', 'options', 'nodes', 'modulesPath'];
    const unknown = asked.map(argument => [argument, lazy(() => needsNixos(argument))] as const);
    const given = AttributeSetValue.from(new Map([...unknown, ...known]));
    return callWithArguments(module, given, { what: `machine "${name}"`, callsPlain: true });
  }
}

function needsNixos(argument: string): never {
  throw new EvaluationError('thrown', `the argument "${argument}" of a machine is known to NixOS alone`);
}

function attribute(set: Value, name: string): Value | undefined {
  const slot = set instanceof AttributeSetValue ? set.get(name) : undefined;
  return slot === undefined ? undefined : force(slot);
}

/** How a machine is deployed: what Colmena evaluates a machine to is that alone. */
function deploymentOf(machine: AttributeSetValue): readonly AttributeSetValue[] {
  const deployment = attribute(machine, 'deployment');
  if (deployment instanceof AttributeSetValue) return [deployment];
  return machine.has('targetHost') || machine.has('tags') ? [machine] : [];
}

/** The ways to say for which system a machine is; one that cannot be computed is not known. */
function readSystem(machine: AttributeSetValue): string | undefined {
  const ways = ['hostPlatform', 'localSystem', 'system', 'crossSystem'];
  const nixpkgs = tryTo(() => attribute(machine, 'nixpkgs'));
  for (const way of ways) {
    const platform = tryTo(() => attribute(nixpkgs ?? null, way));
    const system = tryTo(() => (platform instanceof AttributeSetValue ? attribute(platform, 'system') : platform));
    const text = system === undefined ? undefined : textOf(system);
    if (text !== undefined) return text;
  }
  return undefined;
}

function tryTo<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (error instanceof UserError && !error.fatal) return undefined;
    throw error;
  }
}
