import type { Distribution, Mapping } from '../model/distribution.ts';
import { AttributeSetValue, type Slot, writeNixExpression } from '../nix/index.ts';
import type { Json } from './json.ts';
import { writeNixName } from './nix-text.ts';

/**
 * A distribution as the posts print it: service → list of target names, in Nix, names escaped. A service whose model
 * names containers explicitly keeps them: `{ targets = [ { target = "test1"; container = "mysql"; } ]; }`.
 */
export function writeDistribution(distribution: Distribution): string {
  const entries = [...distribution.mappings].map(([service, mappings]): [string, Slot] => [service, toValue(mappings)]);
  return `${writeNixExpression(AttributeSetValue.from(entries))}\n`;
}

function toValue(mappings: readonly Mapping[]): Slot {
  if (!hasContainers(mappings)) return listTargets(mappings);
  const targets = mappings.map(({ target, container }) =>
    AttributeSetValue.from([
      ['target', target],
      ...(container === undefined ? [] : ([['container', container]] as const)),
    ]),
  );
  return AttributeSetValue.from([['targets', targets]]);
}

/** The same as the function that `disnix-env` takes: `{ infrastructure }: { web = [ infrastructure.test1 ]; }`. */
export function writeDisnixDistribution(distribution: Distribution): string {
  const lines = [...distribution.mappings].map(([service, mappings]) => {
    const targets = mappings.map(({ target, container }) => {
      const value = `infrastructure.${writeNixName(target)}`;
      if (!hasContainers(mappings)) return value;
      const more = container === undefined ? '' : ` container = ${writeNixExpression(container)};`;
      return `{ target = ${value};${more} }`;
    });
    const list = targets.length === 0 ? '[ ]' : `[ ${targets.join(' ')} ]`;
    return `  ${writeNixName(service)} = ${hasContainers(mappings) ? `{ targets = ${list}; }` : list};\n`;
  });
  return `{ infrastructure }:\n\n{\n${lines.join('')}}\n`;
}

/** The same as data for JSON: service → list of target names. */
export function distributionToJson(distribution: Distribution): Json {
  return new Map([...distribution.mappings].map(([service, mappings]) => [service, listTargets(mappings)]));
}

/**
 * The containers that a distribution names: service → target → list of containers. Undefined where it names none;
 * services and targets without any are left out.
 */
export function containersToJson(distribution: Distribution): Json | undefined {
  const services = new Map<string, Map<string, string[]>>();
  for (const [service, mappings] of distribution.mappings) {
    for (const { target, container } of mappings) {
      if (container === undefined) continue;
      const targets = services.get(service) ?? new Map<string, string[]>();
      services.set(service, targets);
      const containers = targets.get(target) ?? [];
      targets.set(target, containers);
      if (!containers.includes(container)) containers.push(container);
    }
  }
  return services.size > 0 ? services : undefined;
}

function hasContainers(mappings: readonly Mapping[]): boolean {
  return mappings.some(({ container }) => container !== undefined);
}

function listTargets(mappings: readonly Mapping[]): readonly string[] {
  return [...new Set(mappings.map(({ target }) => target))];
}
