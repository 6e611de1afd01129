import { compareNaturally } from '../base/natural-order.ts';
import { AttributeSetValue, writeNixExpression } from '../nix/index.ts';
import type { CertifiedCut, Meeting, RemainingLink } from '../plan/index.ts';
import type { PlacementSolution } from '../solve/index.ts';
import { bySearch } from './by-search.ts';
import { formatPercent } from './format-percent.ts';
import type { JsonObject } from './json.ts';

/** What a person wants to know of a reliable plan, in five lines. */
export function writePlacementReport(solution: CertifiedCut): string {
  const { links, lowerBound, optimal, labels: targets, moves, proved, seconds, certified } = solution;
  if (targets === 0) return 'nothing is placed, since there is no service to place\n';
  const bound = isWeighted(solution) ? `no plan has less weight than ${lowerBound}` : `at least ${lowerBound} must`;
  const gap = optimal
    ? `optimal${bySearch(certified.links)}`
    : `within ${formatGap(links, lowerBound)} % of the optimum`;
  const fewestTargets = proved.labels
    ? `as few as possible with so few links${bySearch(certified.labels)}`
    : 'not proved to be the fewest';
  const fewestMoves =
    moves === 0 || proved.moves
      ? `as few as possible${bySearch(moves === 0 || certified.moves)}`
      : 'not proved to be the fewest';
  return [
    `links:   ${countLinks(solution)} cross the network; ${bound}: ${gap}`,
    `targets: ${targets} used, ${fewestTargets}`,
    `moves:   ${moves}, ${fewestMoves}`,
    `method:  ${solution.algorithm}: ${solution.method}; ${endings[solution.endedBy]}`,
    `time:    ${seconds.toFixed(2)} s`,
    '',
  ].join('\n');
}

type CountedLinks = Pick<PlacementSolution, 'links' | 'totalLinks' | 'cutEdges' | 'edges'>;

/** `4 of 15 dependencies`, and where weights count these, too: `4 of 15 dependencies (weight 9 of 28)`. */
export function countLinks(counted: CountedLinks): string {
  const { links, totalLinks, cutEdges, edges } = counted;
  const dependencies = `${cutEdges} of ${edges} dependencies`;
  return isWeighted(counted) ? `${dependencies} (weight ${links} of ${totalLinks})` : dependencies;
}

/** Whether any dependency counts more than once. */
export function isWeighted({ totalLinks, edges }: CountedLinks): boolean {
  return totalLinks !== edges;
}

/** How far the plan can be from the best one, in percent of this. */
export function formatGap(value: number, lowerBound: number): string {
  return formatPercent(value - lowerBound, Math.max(1, lowerBound));
}

const endings: Readonly<Record<PlacementSolution['endedBy'], string>> = {
  proof: 'ended with the proof',
  done: 'ended when its steps were done',
  work: 'ended at its limit of work; equal input gives an equal plan',
  clock: 'ended by the clock: another run may find another plan',
  interruption: 'interrupted',
};

/** `--explain`: a line for each network link that is left. */
export function writeRemainingLinks(remaining: readonly RemainingLink[]): string {
  const lines = sortLinks(remaining).map(link => {
    const { from, to, fromTarget, toTarget, weight } = link;
    const heavy = weight === 1 ? '' : ` (weight ${weight})`;
    return `${from} on ${fromTarget} -- ${to} on ${toTarget}${heavy}: ${describeReason(link)}\n`;
  });
  return lines.length === 0 ? 'no network links\n' : lines.join('');
}

/** Links as people read the names of their ends. */
export function sortLinks(links: readonly RemainingLink[]): readonly RemainingLink[] {
  return links.toSorted((a, b) => compareNaturally(a.from, b.from) || compareNaturally(a.to, b.to));
}

/** Why a network link is left, in a clause. */
export function describeReason({ reason, together }: RemainingLink): string {
  if (reason === 'pinned') return 'both have one candidate only, and not the same';
  if (reason === 'no-common-candidate') return 'they have no candidate in common';
  if (together === undefined) {
    return 'with everything else where it is, replicas, containers or ports keep them from every candidate in common';
  }
  const { target } = together;
  return reason === 'tie'
    ? `a tie: with both on ${target} as much would cross the network`
    : `with both on ${target}, everything else where it is, ${describeExtra(together)}`;
}

/** By how much more, or less, would cross the network; where weights count, by what weight. */
export function describeExtra({ extraWeight, extraLinks }: Pick<Meeting, 'extraWeight' | 'extraLinks'>): string {
  if (extraWeight === 0) return 'as much would cross the network';
  const amount = `${Math.abs(extraWeight)} ${extraWeight > 0 ? 'more' : 'less'}`;
  return `${extraWeight === extraLinks ? amount : `a weight of ${amount}`} would cross the network`;
}

/** The plan of a problem without models, keyed by number: a distribution in Nix. */
export function writePlainPlacement(solution: CertifiedCut): string {
  return `${writeNixExpression(AttributeSetValue.from(numberPlan(solution)))}\n`;
}

/** The same as the `--json` object. */
export function plainPlacementToJson(solution: CertifiedCut): JsonObject {
  return { distribution: new Map(numberPlan(solution)), ...placementToJson(solution) };
}

function numberPlan({ assignment }: PlacementSolution): [string, number[]][] {
  return Array.from(assignment, (target, service): [string, number[]] => [String(service), [target]]);
}

/** A sentence for each service, by number, that may go nowhere. */
export function describeWithoutCandidates(services: readonly number[]): readonly string[] {
  return services.map(service => `service ${service} has no candidate targets`);
}

/** The members of the `--json` object beside the distribution. */
export function placementToJson(solution: CertifiedCut): JsonObject {
  const { links, totalLinks, labels, moves, lowerBound, optimal, algorithm, method, endedBy, seconds } = solution;
  const { cutEdges: networkDependencies, edges: dependencies } = solution;
  const proved = { links: solution.proved.links, targets: solution.proved.labels, moves: solution.proved.moves };
  const certified = {
    links: solution.certified.links,
    targets: solution.certified.labels,
    moves: solution.certified.moves,
  };
  const gap = optimal ? 0 : (links - lowerBound) / Math.max(1, lowerBound);
  const rounded = Math.round(1000 * seconds) / 1000;
  return {
    links,
    totalLinks,
    networkDependencies,
    dependencies,
    targets: labels,
    moves,
    lowerBound,
    gap,
    optimal,
    proved,
    certified,
    algorithm,
    method,
    endedBy,
    seconds: rounded,
  };
}
