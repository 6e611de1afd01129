import { readAttribute } from '../../model/decode-value.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { Policy } from '../../model/policy.ts';
import { scalarText } from '../../model/scalar.ts';
import type { AskedRule } from '../../verify/answer/asked-system.ts';

/** The rules that must hold, and the ways to group targets that they and the links speak of. */
export interface AskedRules {
  readonly rules: readonly AskedRule[];
  readonly zones: readonly (readonly number[])[];
  readonly wayOf: (property: string | undefined) => number;
}

const linked = { kind: 'link', name: '' };

/** Rules on services that are placed, by their numbers; wishes are no demands. O(rules · services + targets · ways). */
export function askRules(
  asked: {
    readonly policy: Policy;
    readonly infrastructure: InfrastructureModel;
    readonly isFragile: boolean;
    /** Who must be apart, since both listen on one port. */
    readonly ports: readonly AskedRule[];
    /** Pairs of services of which one says the other. */
    readonly links: readonly (readonly [number, number])[];
  },
  keys: readonly string[],
  names: readonly string[],
): AskedRules {
  const { policy, infrastructure } = asked;
  const numberOf = new Map(keys.map((key, i) => [key, i]));
  const ways = [
    ...new Set([...policy.links.by, ...policy.rules.flatMap(rule => ('by' in rule && rule.by ? [rule.by] : []))]),
  ];
  const wayOf = (property: string | undefined): number => (property === undefined ? 0 : ways.indexOf(property) + 1);
  const all = (list: readonly string[]): readonly number[] => list.flatMap(key => numberOf.get(key) ?? []);
  const rules = policy.rules.flatMap((rule): readonly AskedRule[] => {
    if (rule.soft !== undefined) return [];
    const demand = { kind: 'rule', name: rule.name };
    switch (rule.kind) {
      case 'apart':
      case 'together':
        return [{ kind: rule.kind, services: all(rule.services), way: wayOf(rule.by), demand }];
      case 'spread':
        return askSpread(rule, { services: all(rule.services), way: wayOf(rule.by), demand });
      case 'near':
        return [{ kind: 'near', services: all(rule.services), to: all(rule.to), way: wayOf(rule.by), demand }];
      default:
        return [];
    }
  });
  const fragile = asked.isFragile
    ? asked.links.map(pair => ({ ...{ kind: 'apart' as const, services: pair, way: 0 }, demand: linked }))
    : [];
  return {
    rules: [...rules, ...fragile, ...asked.ports],
    zones: ways.map(property => groupBy(property, names, infrastructure)),
    wayOf,
  };
}

function askSpread(
  { least, maxSkew }: { readonly least: number | undefined; readonly maxSkew: number | undefined },
  whom: Pick<AskedRule, 'services' | 'way' | 'demand'>,
): readonly AskedRule[] {
  return [
    ...(least === undefined ? [] : [{ kind: 'spread' as const, ...whom, least }]),
    ...(maxSkew === undefined ? [] : [{ kind: 'skew' as const, ...whom, most: maxSkew }]),
  ];
}

/** Target → its zone; one without the property is a zone of its own. */
function groupBy(property: string, names: readonly string[], { targets }: InfrastructureModel): readonly number[] {
  const known = new Map<string, number>();
  return names.map((name, i) => {
    const set = targets.get(name)?.properties;
    const found = set && readAttribute(set, property);
    const text = found === undefined || found.value === null ? undefined : scalarText(found.value);
    const key = text === undefined ? `target ${i}` : `zone ${text}`;
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
}
