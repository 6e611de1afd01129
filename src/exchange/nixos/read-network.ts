import { aboutTarget, type Diagnostic, InputError, UserError } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { AttributeSetValue, type Host, NixFunction, Shape, type Slot, type Value } from '../../nix/index.ts';
import { type NetworkTool, reservedNames, tellNetwork } from './is-network.ts';
import { type Machine, MachineReader } from './read-machine.ts';

/** What machines are read with. */
export interface NetworkSurroundings {
  readonly host: Host;
  /** What they get as `pkgs`. */
  readonly packages: Value;
  readonly makeLib: () => Value;
}

/**
 * The infrastructure model that a network of NixOS machines is: each machine with its address as `hostname`, its tags,
 * and its system. What is no network stays as it is. O(machines).
 * @throws InputError where machines can be evaluated by NixOS alone, with the way to go on, for all of them
 */
export function readNetwork(value: Value, file: string, surroundings: NetworkSurroundings, findings: Findings): Value {
  refuseFlake(value, file);
  const tool = tellNetwork(value);
  if (tool === undefined || !(value instanceof AttributeSetValue)) return value;
  const { host, packages, makeLib } = surroundings;
  const reader = new MachineReader(host, packages, makeLib);
  const common = value.get('defaults');
  const failures: Diagnostic[] = [];
  const { names, positions } = value.shape;
  const kept = names.flatMap((name, i) => (reservedNames.includes(name) ? [] : [i]));
  const targets = kept.map((i): Slot => {
    const name = names[i] ?? '';
    try {
      return toTarget(name, reader.read(name, [value.slots[i] ?? null, ...(common === undefined ? [] : [common])]));
    } catch (error) {
      if (!(error instanceof UserError) || error.fatal) throw error;
      failures.push(explain(name, tool, error, file));
      return AttributeSetValue.empty;
    }
  });
  if (failures.length > 0) throw new InputError(failures);
  findings.add(describeNetwork(tool, kept.length, file));
  const shape = new Shape(
    kept.map(i => names[i] ?? ''),
    positions === undefined ? undefined : kept.map(i => positions[i]),
  );
  return new AttributeSetValue(shape, targets);
}

function toTarget(name: string, { targetHost, tags, system }: Machine): Value {
  const properties = AttributeSetValue.from([
    ['hostname', targetHost ?? name],
    ...(tags.length === 0 ? [] : [['tags', tags] as const]),
  ]);
  return AttributeSetValue.from([
    ['properties', properties],
    ...(system === undefined ? [] : [['system', system] as const]),
  ]);
}

const whatItIs: Readonly<Record<NetworkTool, string>> = {
  NixOps: 'a network of NixOS machines, as NixOps has it',
  Colmena: "a network of NixOS machines, a hive of Colmena's",
  NixOS: 'a network of NixOS machines',
};

function describeNetwork(tool: NetworkTool, count: number, file: string): Diagnostic {
  const machines = count === 1 ? 'its machine is' : `its ${count} machines are`;
  const message = `this is ${whatItIs[tool]}: ${machines} read with address, tags and system, and with nothing else`;
  const hint = 'add what planners need (memory, containers) with dydisnix-augment-infra';
  return { severity: 'warning', code: 'nixos-network', message, file, hint };
}

function explain(name: string, tool: NetworkTool, error: UserError, file: string): Diagnostic {
  const [first] = error.diagnostics;
  const reason = first === undefined ? '' : `: ${first.message}`;
  return {
    severity: 'error',
    code: 'nixos-network',
    message: `the file is ${whatItIs[tool]}, and machine "${name}" can be evaluated by NixOS alone${reason}`,
    ...(first?.position === undefined ? { file } : { position: first.position }),
    hint: waysOut[tool],
    subject: aboutTarget(name),
  };
}

const [evaluateFlake, evaluateHive] = [
  'nix eval --json .#nixosConfigurations --apply ' +
    "'builtins.mapAttrs (_: m: { hostname = m.config.networking.hostName; system = m.pkgs.system; })'",
  "colmena eval -E '{ nodes, ... }: " +
    "builtins.mapAttrs (_: n: { inherit (n.config.deployment) targetHost tags; }) nodes'",
];

/** How people get a file that can be read. */
const waysOut: Readonly<Record<NetworkTool, string>> = {
  NixOps: `give what Nix makes of it as infrastructure; of machines in a flake: ${evaluateFlake}`,
  Colmena: `infrastructure is what this prints: ${evaluateHive}; or nix eval --json .#colmenaHive.deploymentConfig`,
  NixOS: `give what Nix makes of it as infrastructure: ${evaluateFlake}`,
};

/** @throws InputError for a flake, which is a set with a function, and no model */
function refuseFlake(value: Value, file: string): void {
  if (!(value instanceof AttributeSetValue) || !(value.get('outputs') instanceof NixFunction)) return;
  const message = 'the file is a flake, whose machines only Nix can evaluate';
  const hint = waysOut.NixOS;
  throw new InputError([{ severity: 'error', code: 'nixos-network', message, file, hint }]);
}
