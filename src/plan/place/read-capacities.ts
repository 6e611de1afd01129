import { countNouns } from '../../base/count-nouns.ts';
import { aboutTarget } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import type { Amount } from '../../model/amount.ts';
import { readAttribute } from '../../model/decode-value.ts';
import type { BalanceWish, Capacity, CostPolicy, Policy } from '../../model/policy.ts';
import { readQuantity } from '../../model/read-quantity.ts';
import { showScalar } from '../../model/scalar.ts';
import type { AttributeSetValue } from '../../nix/index.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import { countUnits, divide, type Fraction, fractionOf, multiply, toWhole } from './whole-numbers.ts';

/** A capacity in whole units. */
export interface CountedCapacity {
  readonly capacity: Capacity;
  readonly unit: Fraction;
  /** Service → what each of its replicas needs. */
  readonly needs: ReadonlyMap<string, bigint>;
  /** Target → what is handed out of it, exactly. */
  readonly handedOut: ReadonlyMap<string, Fraction>;
  /** Target → what is handed out, and how much of it is used without regret, both rounded down. */
  readonly haves: ReadonlyMap<string, bigint>;
  readonly comfortable: ReadonlyMap<string, bigint> | undefined;
}

/** Something that is said of each target, in whole units. */
export interface CountedCost {
  readonly unit: Fraction;
  readonly costs: ReadonlyMap<string, bigint>;
}

/**
 * What services need and targets have of each capacity, in whole units. A service without the property needs nothing; a
 * target without it is an error unless the capacity has a default. O((services + targets) · capacities).
 */
export function readCapacities(
  policy: Policy,
  services: readonly string[],
  targets: readonly string[],
  { services: model, infrastructure }: PreparedRequest,
  findings: Findings,
): readonly CountedCapacity[] {
  const serviceSets = services.flatMap(key => {
    const service = model.services.get(key);
    return service === undefined ? [] : [[key, service.attributes] as const];
  });
  const targetSets = targets.flatMap(name => {
    const target = infrastructure.targets.get(name);
    return target === undefined ? [] : [[name, target.properties] as const];
  });
  const read = policy.capacities.map(capacity => {
    const needs = readSide('service', capacity.need, serviceSets, findings);
    const have = readSide('target', capacity.have, targetSets, findings);
    tellWithout(
      `capacity "${capacity.name}"`,
      capacity.have,
      capacity.fallback,
      capacity.position,
      targets,
      have,
      findings,
    );
    const handedOut = new Map(
      targets.map((name): [string, Fraction] => {
        const amount = have.get(name) ?? capacity.fallback ?? { units: 0n, scale: 0 };
        return [name, multiply(fractionOf(amount), fractionOf(capacity.overcommit))];
      }),
    );
    return { capacity, needs, handedOut };
  });
  const counted = read.map(({ capacity, needs, handedOut }): CountedCapacity => {
    const isBalanced = policy.balance.some(({ of, against }) => of === capacity.name || against === capacity.name);
    // What is rounded down is never needed, unless somebody asks what is left.
    const { comfortable } = capacity;
    const easy =
      comfortable === undefined ? [] : [...handedOut.values()].map(all => multiply(all, fractionOf(comfortable)));
    const exact = isBalanced || comfortable !== undefined ? [...handedOut.values(), ...easy] : [];
    const { unit } = toWhole([...[...needs.values()].map(fractionOf), ...exact]);
    return count(capacity, needs, handedOut, unit);
  });
  return alignUnits(policy.balance, counted);
}

function count(
  capacity: Capacity,
  needs: ReadonlyMap<string, Amount>,
  handedOut: ReadonlyMap<string, Fraction>,
  unit: Fraction,
): CountedCapacity {
  const { comfortable } = capacity;
  return {
    capacity,
    unit,
    handedOut,
    needs: new Map([...needs].map(([name, amount]) => [name, countUnits(fractionOf(amount), unit)])),
    haves: new Map([...handedOut].map(([name, amount]) => [name, countUnits(amount, unit)])),
    comfortable:
      comfortable &&
      new Map([...handedOut].map(([name, all]) => [name, countUnits(multiply(all, fractionOf(comfortable)), unit)])),
  };
}

/** So many units of the one as a unit of the other asks for: a whole number once the units are right. */
export function ratioInUnits({ ratio }: BalanceWish, of: CountedCapacity, against: CountedCapacity): Fraction {
  return divide(multiply(fractionOf(ratio), of.unit), against.unit);
}

/** Makes units smaller until every ratio of a balance is a whole number. */
function alignUnits(wishes: readonly BalanceWish[], counted: readonly CountedCapacity[]): readonly CountedCapacity[] {
  const all = new Map(counted.map(one => [one.capacity.name, one]));
  for (let round = 0; round <= wishes.length; round++) {
    for (const wish of wishes) {
      const [of, against] = [all.get(wish.of), all.get(wish.against)];
      if (of === undefined || against === undefined) continue;
      const { under } = ratioInUnits(wish, of, against);
      if (under !== 1n) all.set(wish.against, refine(against, under));
    }
  }
  return [...all.values()];
}

function refine(counted: CountedCapacity, factor: bigint): CountedCapacity {
  const scale = (numbers: ReadonlyMap<string, bigint>): ReadonlyMap<string, bigint> =>
    new Map([...numbers].map(([name, number]) => [name, number * factor]));
  const { unit, needs, haves, comfortable } = counted;
  return {
    ...counted,
    unit: multiply(unit, { over: 1n, under: factor }),
    needs: scale(needs),
    haves: scale(haves),
    comfortable: comfortable && scale(comfortable),
  };
}

/** What it costs to use each target, in whole units. */
export function readCosts(
  { cost }: Policy,
  targets: readonly string[],
  { infrastructure }: PreparedRequest,
  findings: Findings,
): CountedCost | undefined {
  if (cost === undefined) return undefined;
  const sets = targets.flatMap(name => {
    const target = infrastructure.targets.get(name);
    return target === undefined ? [] : [[name, target.properties] as const];
  });
  const found = readSide('target', cost.property, sets, findings);
  tellWithout('cost', cost.property, cost.fallback, cost.position, targets, found, findings);
  const zero: Amount = { units: 0n, scale: 0 };
  const { numbers, unit } = toWhole(targets.map(name => fractionOf(found.get(name) ?? cost.fallback ?? zero)));
  return { unit, costs: new Map(targets.map((name, i) => [name, numbers[i] ?? 0n])) };
}

function readSide(
  kind: 'service' | 'target',
  side: string | Amount,
  sets: readonly (readonly [string, AttributeSetValue])[],
  findings: Findings,
): ReadonlyMap<string, Amount> {
  if (typeof side !== 'string') return new Map(sets.map(([name]) => [name, side]));
  const amounts = new Map<string, Amount>();
  for (const [name, set] of sets) {
    const found = findings.attempt(() => readAttribute(set, side));
    if (found === undefined || found.value === null) continue;
    const amount = readQuantity(found, `${side} of ${kind} "${name}"`, findings);
    if (amount !== undefined && amount.units >= 0n) {
      amounts.set(name, amount);
      continue;
    }
    const message = `${side} of ${kind} "${name}" is ${showScalar(found.value)}, but must be a number of at least 0`;
    findings.error('amount', message, { position: found.position, subject: { kind, name } });
    // What is wrong is told once.
    amounts.set(name, { units: 0n, scale: 0 });
  }
  return amounts;
}

function tellWithout(
  what: string,
  property: string | Amount,
  fallback: CostPolicy['fallback'],
  position: Capacity['position'],
  targets: readonly string[],
  found: ReadonlyMap<string, Amount>,
  findings: Findings,
): void {
  const without = targets.filter(name => !found.has(name));
  if (fallback !== undefined || typeof property !== 'string' || without.length === 0) return;
  const who = without.length === 1 ? `target "${without[0]}" has` : `${countNouns(without.length, 'target')} have`;
  const names = without.length === 1 ? '' : ` (${nameSomeSorted(without, 5)})`;
  findings.error('missing-property', `${who} no property "${property}", which ${what} counts${names}`, {
    position,
    hint: 'give it to them, or say what they have otherwise: default = 0;',
    ...(without.length === 1 ? { subject: aboutTarget(without[0] ?? '') } : {}),
  });
}
