import { type Amount, formatAmount, readWrittenAmount } from '../../model/amount.ts';
import { readAttribute } from '../../model/decode-value.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { Capacity } from '../../model/policy.ts';
import type { ServicesModel } from '../../model/service.ts';
import type { AttributeSetValue } from '../../nix/index.ts';
import type { AskedRoom, AskedService } from '../../verify/answer/asked-system.ts';
import type { AmountScale } from './amount-scale.ts';

const nothing: Amount = { units: 0n, scale: 0 };

/** What a property says, or an amount that stands for all. */
export function readSide(side: string | Amount | undefined, set: AttributeSetValue | undefined): Amount | undefined {
  if (typeof side !== 'string') return side;
  const found = set && readAttribute(set, side);
  return found === undefined || found.value === null ? undefined : readWrittenAmount(found.value);
}

/**
 * In one unit for both sides; what a target has beyond a whole unit is never needed. A home may keep the place of what
 * moves away, so twice of all needs must be a number.
 */
export function readRoom(
  { name, need, have, fallback, overcommit, comfortable }: Capacity,
  own: readonly Omit<AskedService, 'needs'>[],
  names: readonly string[],
  { services, infrastructure }: { readonly services: ServicesModel; readonly infrastructure: InfrastructureModel },
  scale: AmountScale,
): AskedRoom {
  const wanted = own.map(({ name: key }) => readSide(need, services.services.get(key)?.attributes) ?? nothing);
  const there = names.map(target => {
    const amount = readSide(have, infrastructure.targets.get(target)?.properties) ?? fallback ?? nothing;
    return { units: amount.units * overcommit.units, scale: amount.scale + overcommit.scale };
  });
  const { needs, haves, scale: digits } = scale.align(wanted, there);
  const all = needs.reduce((sum, units, i) => sum + units * BigInt(own[i]?.replicas ?? 1), 0n);
  return {
    ...{ name, needs, haves },
    isCounted: 2n * all <= BigInt(Number.MAX_SAFE_INTEGER),
    showUnits: units => formatAmount(units, digits),
    written: there.map(amount => formatAmount(amount.units, amount.scale)),
    ...{ exactNeeds: wanted, exactHaves: there },
    comfortable:
      comfortable && there.map(all => ({ units: all.units * comfortable.units, scale: all.scale + comfortable.scale })),
  };
}

/** More than all needs can be is as good as any more. */
export function inNumbers({ isCounted }: AskedRoom, units = 0n): number {
  return isCounted ? Math.min(Number(units), Number.MAX_SAFE_INTEGER) : 0;
}

/** That other plans cannot be tried. */
export function tooLarge({ name, isCounted }: AskedRoom): readonly string[] {
  return isCounted ? [] : [`the room for ${name} in other plans (numbers too large to try them)`];
}
