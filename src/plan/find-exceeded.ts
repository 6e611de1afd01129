import { aboutTarget } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { nameSome } from '../base/name-some.ts';
import { sortNames } from '../base/order.ts';
import type { Position } from '../base/source.ts';
import { type Amount, formatAmount, readWrittenAmount, toCommonScale } from '../model/amount.ts';
import { readAttribute } from '../model/decode-value.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { Policy } from '../model/policy.ts';
import type { ServicesModel } from '../model/service.ts';
import type { AttributeSetValue } from '../nix/index.ts';
import { compareNeeds, type Need } from './compare-needs.ts';

/** A property that services need of targets, plainly, and a target on which a plan needs more of it than there is. */
export interface Exceeded {
  readonly property: string;
  readonly target: string;
  /** In decimal notation. */
  readonly have: string;
  readonly used: string;
  /** Who needs how much, largest need first. */
  readonly on: readonly string[];
  /** Where the target says what it has. */
  readonly position: Position | undefined;
  /** How many targets are exceeded so. */
  readonly targets: number;
}

/** Numbers that both sides may have without that one is part of the other. */
const noAmounts: ReadonlySet<string> = new Set(['replicas', 'port', 'cost', 'price', 'priority', 'weight', 'order']);

/**
 * What a plan asks of targets beyond what they have, of properties that both services and targets have under one name
 * as numbers (`memory = 512;`), so that it is plain what they mean. One for each property: its target with the first
 * name. O(attributes + services · properties).
 * @param except properties that the caller counts, or reads in another way
 */
export function findExceeded(
  { services }: ServicesModel,
  { targets }: InfrastructureModel,
  plan: Distribution,
  except: readonly string[] = [],
): readonly Exceeded[] {
  const known = new Set([...targets.values()].flatMap(({ properties }) => properties.shape.names));
  const asked = new Set([...services.values()].flatMap(({ attributes }) => attributes.shape.names));
  const shared = [...asked].filter(
    name => known.has(name) && !noAmounts.has(name) && !name.endsWith('Port') && !except.includes(name),
  );
  return sortNames(shared).flatMap(property => {
    const needs = readAll(
      [...services.values()].map(({ key, attributes }) => [key, attributes]),
      property,
    );
    const haves = readAll(
      [...targets.values()].map(({ name, properties }) => [name, properties]),
      property,
    );
    if (needs === undefined || haves === undefined) return [];
    return tellFirst(property, needs, haves, plan).map(one => {
      const properties = targets.get(one.target)?.properties;
      return { ...one, position: properties && readAttribute(properties, property)?.position };
    });
  });
}

/** Undefined where it is no number for some thing, or below 0. */
function readAll(
  things: readonly (readonly [string, AttributeSetValue])[],
  property: string,
): ReadonlyMap<string, Amount> | undefined {
  const amounts = new Map<string, Amount>();
  for (const [name, set] of things) {
    if (!set.has(property)) continue;
    const amount = new Findings().attempt(() => readWrittenAmount(readAttribute(set, property)?.value ?? null));
    if (amount === undefined || amount.units < 0n) return undefined;
    amounts.set(name, amount);
  }
  return amounts;
}

function tellFirst(
  property: string,
  needs: ReadonlyMap<string, Amount>,
  haves: ReadonlyMap<string, Amount>,
  plan: Distribution,
): readonly Omit<Exceeded, 'position'>[] {
  const { scale } = toCommonScale([...needs.values(), ...haves.values()]);
  const inUnits = (amount: Amount): bigint => amount.units * 10n ** BigInt(scale - amount.scale);
  const onTarget = new Map<string, Need[]>();
  for (const service of plan.mappings.keys()) {
    const amount = needs.get(service);
    if (amount === undefined || amount.units === 0n) continue;
    for (const target of targetsOf(plan, service)) {
      const on = onTarget.get(target) ?? [];
      onTarget.set(target, on);
      on.push({ service, need: inUnits(amount) });
    }
  }
  const exceeded = [...haves].flatMap(([target, amount]) => {
    const on = onTarget.get(target) ?? [];
    const [used, have] = [on.reduce((sum, { need }) => sum + need, 0n), inUnits(amount)];
    return used > have ? [{ target, on, used, have }] : [];
  });
  const [first] = exceeded;
  if (first === undefined) return [];
  const sorted = [...first.on].sort(compareNeeds);
  return [
    {
      property,
      target: first.target,
      have: formatAmount(first.have, scale),
      used: formatAmount(first.used, scale),
      on: sorted.map(({ service, need }) => `${service} (${formatAmount(need, scale)})`),
      targets: exceeded.length,
    },
  ];
}

/**
 * The same as warnings, for planners that do not count: one for each property.
 */
export function warnAboutExceeded(exceeded: readonly Exceeded[], findings: Findings): void {
  for (const { property, target, have, used, on, targets, position } of exceeded) {
    const others = targets === 1 ? '' : ` (and so ${targets - 1} more)`;
    const message = `target "${target}" has ${have} of ${property}, but the plan needs ${used} there${others}`;
    findings.warning('overload', message, {
      position,
      hint: `on it: ${nameSome(on, 8)}`,
      remedy: { kind: 'count-capacity', name: property },
      subject: aboutTarget(target),
    });
  }
}

/** The properties that a policy counts as capacities, of services and of targets. */
export function countedProperties({ capacities }: Pick<Policy, 'capacities'>): readonly string[] {
  return capacities.flatMap(({ need, have }) => [need, have].filter(side => typeof side === 'string'));
}
