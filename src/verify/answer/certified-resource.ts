// `!` in this file only marks reads of arrays inside their bounds.
import type { CertifiedResource } from '../place-certificate.ts';
import type { PlacedResource } from '../placed-problem.ts';
import type { AskedSystem, ExactAmount } from './asked-system.ts';
import type { CertifiedOrder } from './certified-order.ts';

/** What numbers count exactly. */
const mostExact = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * A capacity as the models say it, in the unit of a certificate: needs must be whole in it, and what there is is
 * rounded down. A sentence where that cannot be. O(services + targets).
 */
export function poseCertifiedResource(
  { name, over, under }: CertifiedResource,
  { room = [], transient }: AskedSystem,
  { serviceOf, labels }: Pick<CertifiedOrder, 'serviceOf' | 'labels'>,
): PlacedResource | string {
  const which = room.findIndex(one => one.name === name);
  const found = room[which];
  if (found === undefined) return `the certificate speaks of a capacity "${name}", which nobody asked for`;
  const isUnit = over > 0n && under > 0n;
  const needs = isUnit ? found.exactNeeds.map(amount => inUnits(amount, over, under)) : [];
  if (!isUnit || needs.some(({ rest }) => rest !== 0n)) {
    return `the certificate counts capacity "${name}" in a unit in which needs are not whole`;
  }
  const need = serviceOf.map(service => needs[service]!.whole);
  const have = labels.map(label => inUnits(found.exactHaves[label]!, over, under).whole);
  const total = need.reduce((sum, amount) => sum + amount, 0n);
  if ([total, ...have].some(amount => amount > mostExact)) {
    return `the certificate counts capacity "${name}" in a unit that is too small`;
  }
  return {
    need: Float64Array.from(need, Number),
    have: Float64Array.from(have, Number),
    loadWeight: 0,
    transient: transient[which] === true,
  };
}

function inUnits(
  { units, scale }: ExactAmount,
  over: bigint,
  under: bigint,
): { readonly whole: bigint; readonly rest: bigint } {
  const [dividend, divisor] = [units * under, 10n ** BigInt(scale) * over];
  return { whole: dividend / divisor, rest: dividend % divisor };
}
