import { countNouns } from '../base/count-nouns.ts';
import { nameSome } from '../base/name-some.ts';
import { compareNaturally, sortNaturally } from '../base/natural-order.ts';
import type { ExplainedLink, Explanation, PolicyLinkReason } from '../plan/index.ts';

/** Explanations of more services than this are summarised, and this many are shown. */
const mostExplained = 20;

/** So many names are listed in a line of the summary. */
const mostNames = 8;

type AnyExplanation = Explanation<PolicyLinkReason>;

/** What is shown of explanations, and what stands before them (byte string). */
export interface ShortenedExplanations<One> {
  readonly explanations: readonly One[];
  readonly summary: string;
}

/**
 * Few explanations as they are; of many those that somebody wants to see first, behind what all of them say together.
 * O(n log n).
 * @param toSeeAll how to see those that are left out, in a clause
 */
export function shortenExplanations<One extends AnyExplanation>(
  explanations: readonly One[],
  toSeeAll: string,
): ShortenedExplanations<One> {
  if (explanations.length <= mostExplained) return { explanations, summary: '' };
  return { explanations: chooseExplanations(explanations), summary: summariseExplanations(explanations, toSeeAll) };
}

/**
 * Those of many explanations that somebody wants to see first: services that are misplaced or on a target that has too
 * little, then those with links that could be avoided, then those with most network links; ties in the order of their
 * names. They come in the order in which people read names. O(n log n).
 */
function chooseExplanations<One extends AnyExplanation>(explanations: readonly One[]): readonly One[] {
  return explanations
    .toSorted((a, b) => compareRanks(rank(a), rank(b)))
    .slice(0, mostExplained)
    .sort((a, b) => compareNaturally(a.service, b.service));
}

function rank({ misplaced, overloads, networkLinks }: AnyExplanation): readonly number[] {
  return [misplaced.length + overloads.length, networkLinks.filter(isAvoidable).length, networkLinks.length];
}

/** Larger numbers come first. */
function compareRanks(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, i) => value !== b[i]);
  return place < 0 ? 0 : (b[place] ?? 0) - (a[place] ?? 0);
}

/** What all explanations say together, in lines, and how to see those that are left out. */
function summariseExplanations(explanations: readonly AnyExplanation[], toSeeAll: string): string {
  const left = explanations.length - mostExplained;
  const targets = new Set(explanations.flatMap(one => one.targets));
  const links = listLinksOnce(explanations);
  const count = (holds: (link: ExplainedLink<PolicyLinkReason>) => boolean): number => links.filter(holds).length;
  const unavoidable = count(({ reason }) => reason === 'no-common-candidate' || reason === 'pinned');
  const ties = count(link => isAvoidable(link) && link.meeting?.extraWeight === 0);
  const better = count(link => isAvoidable(link) && (link.meeting?.extraWeight ?? 0) < 0);
  const others = links.length - unavoidable - ties - better;
  const counts: readonly (readonly [number, string])[] = [
    [unavoidable, 'cannot be avoided by any plan'],
    [others, 'cannot be avoided by moving their ends alone, but for more that would cross the network'],
    [ties, 'could be avoided by moving their ends, and as much would cross the network'],
    [better, 'could be avoided by moving their ends, and less would cross the network'],
  ];
  const where = `${countNouns(explanations.length, 'service')} on ${countNouns(targets.size, 'target')}`;
  return [
    `${where}; ${countNouns(links.length, 'network link')} in all`,
    ...counts.filter(([number]) => number > 0).map(([number, what]) => `  ${number} ${what}`),
    ...nameThose(explanations, 'on a target that is no candidate', one => one.misplaced.length > 0),
    ...nameThose(explanations, 'on a target that has too little', one => one.overloads.length > 0),
    `${mostExplained} services are explained below; ${left} are left out: ${toSeeAll}`,
    '',
    '',
  ].join('\n');
}

function isAvoidable({ reason }: ExplainedLink<PolicyLinkReason>): boolean {
  return reason === 'avoidable';
}

function nameThose(
  explanations: readonly AnyExplanation[],
  what: string,
  holds: (one: AnyExplanation) => boolean,
): readonly string[] {
  const names = explanations.filter(holds).map(({ service }) => service);
  return names.length === 0 ? [] : [`  ${what}: ${nameSome(sortNaturally(names), mostNames)}`];
}

/** Each network link of both its ends once: as the end sees it for which less would have to change. */
function listLinksOnce(explanations: readonly AnyExplanation[]): readonly ExplainedLink<PolicyLinkReason>[] {
  const links = new Map<string, ExplainedLink<PolicyLinkReason>>();
  for (const { service, networkLinks } of explanations) {
    for (const link of networkLinks) {
      const key = service < link.other ? `${service}\0${link.other}` : `${link.other}\0${service}`;
      const known = links.get(key);
      if (known === undefined || (isAvoidable(link) && !isAvoidable(known))) links.set(key, link);
    }
  }
  return [...links.values()];
}
