/**
 * Counts once more what an answer says of the network links of its plan, each service on one target: all of them, why
 * they are left, and what more would cross the network if both ends were on one target, everything else where it is.
 * O(network links · dependencies of their ends).
 */
import { listedIn } from '../placed-problem.ts';
import type { AskedSystem } from './asked-system.ts';
import type { ClaimedLink, ClaimedMeeting } from './claimed-details.ts';
import type { NumberedSystem } from './number-system.ts';

/** A sentence for each fault. */
export function checkNetworkLinks(
  system: AskedSystem,
  numbered: NumberedSystem,
  targetsOf: ReadonlyMap<string, readonly string[]>,
  said: readonly ClaimedLink[],
): readonly string[] {
  const { services, links } = system;
  const nameOf = (service: number): string => services[service]?.name ?? '';
  const placeOf = (service: number): string => targetsOf.get(nameOf(service))?.[0] ?? '';
  const linkOf = new Map(
    links.filter(({ a, b }) => placeOf(a) !== placeOf(b)).map(link => [showPair(nameOf(link.a), nameOf(link.b)), link]),
  );
  const faults: string[] = [];
  const around = linksOf(system);
  for (const { from, to, fromTarget, toTarget, weight, reason, together } of said) {
    const key = showPair(from, to);
    const link = linkOf.get(key);
    linkOf.delete(key);
    if (link === undefined) {
      faults.push(`"${from}" and "${to}" are said to be linked over the network, but are not, or are twice`);
      continue;
    }
    const [own, other] = nameOf(link.a) === from ? [link.a, link.b] : [link.b, link.a];
    if (placeOf(own) !== fromTarget || placeOf(other) !== toTarget)
      faults.push(`"${from}" and "${to}" are said to be on "${fromTarget}" and "${toTarget}", but are not`);
    if (weight !== link.weight)
      faults.push(`the link of "${from}" and "${to}" is said to weigh ${weight}, but weighs ${link.weight}`);
    if (!isReason(numbered, own, other, reason))
      faults.push(`of the link of "${from}" and "${to}" it is not so: ${reason}`);
    if (together === undefined) continue;
    const more = countMore({ own, other, target: together.target, placeOf, around });
    if (more.weight !== together.extraWeight || more.links !== together.extraLinks)
      faults.push(
        `with "${from}" and "${to}" on "${together.target}" ${describe(together)} are said to cross, ` +
          `but ${more.links} of weight ${more.weight} do`,
      );
    else if (!fitsReason(reason, together)) faults.push(`of the link of "${from}" and "${to}" it is not so: ${reason}`);
  }
  for (const key of linkOf.keys()) faults.push(`the network link of ${key} is not told`);
  return faults;
}

function describe({ extraLinks, extraWeight }: ClaimedMeeting): string {
  return `${extraLinks} more links of weight ${extraWeight}`;
}

function showPair(a: string, b: string): string {
  return (a < b ? [a, b] : [b, a]).map(name => `"${name}"`).join(' and ');
}

/** Why two cannot meet, as their candidates say. */
function isReason({ problem, nodesOf }: NumberedSystem, a: number, b: number, reason: string): boolean {
  // Of data that stays only the homes are left.
  const listOf = (service: number): readonly number[] =>
    (nodesOf[service] ?? []).flatMap(node => [...listedIn(problem.lists, problem.listOf[node] ?? 0)]);
  const [one, other] = [listOf(a), listOf(b)];
  const isCommon = one.some(target => other.includes(target));
  if (reason === 'pinned') return one.length === 1 && other.length === 1 && !isCommon;
  return reason === 'no-common-candidate' ? !isCommon : isCommon;
}

function fitsReason(reason: string, { extraWeight }: ClaimedMeeting): boolean {
  if (reason === 'tie') return extraWeight === 0;
  if (reason === 'dearer') return extraWeight > 0;
  return reason === 'cheaper' ? extraWeight < 0 : true;
}

interface Linked {
  readonly other: number;
  readonly weight: number;
}

/** Service → those that it is linked with. */
function linksOf({ services, links }: AskedSystem): readonly (readonly Linked[])[] {
  const around: Linked[][] = services.map(() => []);
  for (const { a, b, weight } of links) {
    around[a]?.push({ other: b, weight });
    around[b]?.push({ other: a, weight });
  }
  return around;
}

interface Meeting {
  readonly own: number;
  readonly other: number;
  readonly target: string;
  readonly placeOf: (service: number) => string;
  readonly around: readonly (readonly Linked[])[];
}

/** How many more links, and what weight, cross the network with two services on a target. */
function countMore({ own, other, target, placeOf, around }: Meeting): {
  readonly links: number;
  readonly weight: number;
} {
  const next = (service: number): string => (service === own || service === other ? target : placeOf(service));
  let [links, weight] = [0, 0];
  for (const service of [own, other]) {
    for (const { other: end, weight: each } of around[service] ?? []) {
      // The link between the two once.
      if (end === own && service === other) continue;
      const more = Number(next(service) !== next(end)) - Number(placeOf(service) !== placeOf(end));
      links += more;
      weight += more * each;
    }
  }
  return { links, weight };
}
