/**
 * What an answer says of all other plans, objective by objective: whether it is so, and what shows it.
 */
import { countPlaced } from '../count-placed.ts';
import { evaluateStage, findBestPlan } from '../find-best-plan.ts';
import { isBipartite } from '../is-bipartite.ts';
import type { PlacedMeasures } from '../placed-problem.ts';
import type { AnswerClaim, Assurance, StageClaim, Verdict } from './answer-claim.ts';
import type { AskedSystem } from './asked-system.ts';
import { boundByPrices } from './bound-by-prices.ts';
import { boundByShares } from './bound-by-shares.ts';
import type { NumberedSystem } from './number-system.ts';
import { isSame } from './same-amount.ts';

/** What is known of all plans, whatever an answer says. */
interface Known {
  /** What no plan has less of, by counting. */
  readonly counted: PlacedMeasures;
  /** In links, as people write them. */
  readonly links: { readonly most: number; readonly by: 'shares' | 'prices' } | undefined;
  readonly labels: { readonly most: number; readonly by: 'clique' | 'odd cycle' };
  /** Objective → the least of those plans that were tried; whether there are others. */
  readonly best: { readonly values: readonly number[]; readonly isOpen: boolean };
}

/**
 * @param counted measures of the plan
 * @param work how many looks at a node and a label may be taken where all plans are tried
 */
export function verifyBounds(
  system: AskedSystem,
  numbered: NumberedSystem,
  claim: AnswerClaim,
  counted: PlacedMeasures,
  work: number,
): Verdict {
  const { problem } = numbered;
  if (claim.stages.length === 0) return { faults: [], certified: [] };
  const faults: string[] = [];
  const shared = boundLinks(system, numbered, claim);
  // Who asks for more than is read here has another problem.
  if (shared?.kind === 'faults' && system.beyond.length === 0) faults.push(...shared.faults);
  const values = problem.stages.map(stage => evaluateStage(stage, counted));
  const known: Known = {
    counted: countPlaced(problem),
    links: shared?.kind === 'bound' ? { most: shared.links, by: shared.by } : undefined,
    labels: leastTargets(system, claim, faults),
    best: findBestPlan(problem, values, work),
  };
  const certified = claim.stages.flatMap((said, i) => judgeStage(system, numbered, { said, i, values, known }, faults));
  return { faults, certified };
}

interface StageInHand {
  readonly said: StageClaim;
  readonly i: number;
  readonly values: readonly number[];
  readonly known: Known;
}

function judgeStage(
  system: AskedSystem,
  { problem }: NumberedSystem,
  { said: { value, bound, isProved, isCertified }, i, values, known }: StageInHand,
  faults: string[],
): Verdict['certified'] {
  const stage = problem.stages[i] ?? {};
  const name = Object.keys(stage).map(callMeasure).join(' + ');
  if (!isCounted(stage, system)) return [{ what: `${name}: what is said of other plans`, by: 'not certified' }];
  const unit = unitOf(stage, system);
  const its = (values[i] ?? 0) / unit;
  if (value !== undefined && !isSame(value, its))
    faults.push(`objective ${name} is said to be ${value}, but is ${its}`);
  const said = bound ?? (isProved ? its : undefined);
  if (said === undefined) return [];
  if (isMore(said, its)) faults.push(`${name} is said to be at least ${said} in every plan, but is ${its} in this one`);
  if (isProved && !isSame(said, its))
    faults.push(`${name} is called the least, but its bound ${said} is not what the plan has (${its})`);
  const what = `no plan has ${name} below ${said}${i > 0 ? ' and is as good before' : ''}`;
  // A bound of a later objective speaks of the plans that are as good before: there the first ones are the same.
  const { best } = known;
  // Of those that are not counted nobody knows which are as good.
  const isKnown = problem.stages.slice(0, i).every(before => isCounted(before, system));
  const isComparable = isKnown && best.values.slice(0, i).every((one, j) => one === values[j]);
  const optimum = (best.values[i] ?? 0) / unit;
  const isBeaten = isComparable && isMore(said, optimum);
  if (isBeaten && system.beyond.length === 0) faults.push(`${what}, it is said, but one has ${optimum}`);
  if (isBeaten) return [{ what, by: 'not certified' }];
  const by = assure(said, stage, system, known) ?? (best.isOpen || !isComparable ? 'not certified' : 'all plans tried');
  // What is called recounted is recounted from the certificate, which proves less.
  if (by === 'not certified' && isCertified === true && known.links !== undefined && counts(stage, 'links'))
    faults.push(`${name} is said to be at least ${said}, but its certificate proves ${known.links.most} only`);
  return [{ what, by }];
}

/** Whether what an objective comes to is counted here. */
function isCounted(stage: Partial<PlacedMeasures>, { uncounted, weighed }: AskedSystem): boolean {
  const measures = Object.keys(stage) as (keyof PlacedMeasures)[];
  return !measures.some(measure => uncounted.has(measure) || weighed?.has(measure) === true);
}

/** What carries a bound beside trying all plans, if anything does. */
function assure(
  said: number,
  stage: Partial<PlacedMeasures>,
  system: AskedSystem,
  { counted, links, labels }: Known,
): Assurance | undefined {
  if (said <= 0) return 'counted';
  if (counts(stage, 'labels') && said <= labels.most) return labels.by;
  if (!isMore(said, evaluateStage(stage, counted) / unitOf(stage, system))) return 'counted';
  return links !== undefined && counts(stage, 'links') && !isMore(said, links.most) ? links.by : undefined;
}

/** What the certificate of an answer proves of the links. */
function boundLinks(system: AskedSystem, numbered: NumberedSystem, { shares, prices }: AnswerClaim) {
  if (prices !== undefined) return boundByPrices(system, numbered, prices);
  return shares && boundByShares(system, numbered, shares);
}

/** How many targets a clique or an odd cycle asks for; what is wrong with either goes to the faults. */
function leastTargets(
  system: AskedSystem,
  { clique, oddCycle }: AnswerClaim,
  faults: string[],
): { readonly most: number; readonly by: 'clique' | 'odd cycle' } {
  const numbers = new Map(system.services.map(({ name }, i) => [name, i]));
  const pairs = new Set(system.links.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  for (const [i, one] of (clique ?? []).entries()) {
    for (const other of clique?.slice(0, i) ?? []) {
      if (!pairs.has(`${numbers.get(one)} ${numbers.get(other)}`))
        faults.push(`"${other}" and "${one}" are said to depend on each other, but do not`);
    }
  }
  if (oddCycle !== true) return { most: clique?.length ?? 0, by: 'clique' };
  const neighbours = neighboursOf(system);
  if (isBipartite(neighbours.length, service => neighbours[service] ?? []))
    faults.push('the dependencies are said to have an odd cycle, but have none');
  return { most: 3, by: 'odd cycle' };
}

/** Service → those that it is linked with. */
function neighboursOf({ services, links }: AskedSystem): readonly (readonly number[])[] {
  const neighbours: number[][] = services.map(() => []);
  for (const { a, b } of links) {
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  }
  return neighbours;
}

/** Whether an objective is one measure alone. */
function counts(stage: Partial<PlacedMeasures>, name: keyof PlacedMeasures): boolean {
  return Object.keys(stage).length === 1 && stage[name] === 1;
}

/** Weighted sums are in units already: only an objective of one measure is told in what people know. */
function unitOf(stage: Partial<PlacedMeasures>, { units }: AskedSystem): number {
  const [name, ...others] = Object.keys(stage) as (keyof PlacedMeasures)[];
  return name === undefined || others.length > 0 ? 1 : units[name] * (stage[name] ?? 1);
}

/** Whether one amount is more than another one by more than printing costs. */
function isMore(a: number, b: number): boolean {
  return a > b && !isSame(a, b);
}

/** Labels are targets to whoever reads. */
export function callMeasure(name: string): string {
  return name === 'labels' ? 'targets' : name;
}
