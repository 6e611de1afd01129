/**
 * Checks what a planner printed against the models: the plan, what it comes to, and what is said of all other plans.
 * What is said of these is certified by a clique, an odd cycle or by trying all plans; where none of them does it, that
 * is said.
 */
import { exhaustPlans } from '../exhaust-plans.ts';
import { evaluateStage, findBestPlan } from '../find-best-plan.ts';
import { isBipartite } from '../is-bipartite.ts';
import type { LinkShares } from '../link-shares.ts';
import { findBroken, measurePlaced } from '../measure-placed.ts';
import type { PlacedMeasures } from '../placed-problem.ts';
import type { AskedSystem } from './asked-system.ts';
import { boundByShares } from './bound-by-shares.ts';
import { checkRoom, tellHeld } from './check-room.ts';
import { type NumberedSystem, numberSystem } from './number-system.ts';

/** What an answer says, as far as it can be checked. */
export interface AnswerClaim {
  /** Service → its targets, each once; undefined where there is said to be no plan. */
  readonly plan: ReadonlyMap<string, readonly string[]> | undefined;
  /** Measures of the plan, by name. */
  readonly measures: ReadonlyMap<keyof PlacedMeasures, number>;
  /** The same in full, as the answer has them. */
  readonly written?: ReadonlyMap<keyof PlacedMeasures, string>;
  /** Objective → what is said of it; no more than there are objectives. */
  readonly stages: readonly StageClaim[];
  /** Services that are on different targets in every plan: so many targets there are at least. */
  readonly clique?: readonly string[] | undefined;
  /** What proves that no plan has fewer links. */
  readonly shares?: LinkShares | undefined;
  /** Whether it is said that the dependencies have an odd cycle, so that three targets are needed at least. */
  readonly oddCycle?: boolean | undefined;
}

/** What is said of one objective. */
export interface StageClaim {
  readonly value?: number | undefined;
  /** No plan has less that is as good in the objectives before. */
  readonly bound?: number | undefined;
  readonly isProved: boolean;
}

/** How sure something is. */
export type Assurance = 'counted' | 'shares' | 'clique' | 'odd cycle' | 'all plans tried' | 'not certified';

/** What came of the check: faults, a sentence each, and of what is said that is not wrong how sure it is. */
export interface Verdict {
  readonly faults: readonly string[];
  readonly certified: readonly { readonly what: string; readonly by: Assurance }[];
}

/**
 * @param work how many looks at a node and a label may be taken where all plans are tried
 * @returns in the order of what is said
 */
export function verifyAnswer(system: AskedSystem, claim: AnswerClaim, work: number): Verdict {
  const numbered = numberSystem(system);
  if (claim.plan === undefined) return verifyNoPlan(system, numbered, work);
  const faults: string[] = [];
  const plan = readPlan(system, numbered, claim.plan, faults);
  if (faults.length > 0) return { faults, certified: [] };
  faults.push(...findBroken(numbered.problem, plan).map(fault => nameNumbers(fault, system, numbered)));
  faults.push(...checkRoom(system, claim.plan));
  if (faults.length > 0) return { faults, certified: [] };
  const counted = measurePlaced(numbered.problem, plan);
  const certified: Verdict['certified'][number][] = [{ what: 'every service is where it may be', by: 'counted' }];
  for (const [name, said] of claim.measures) {
    const what = `${callMeasure(name)}: ${claim.written?.get(name) ?? said}`;
    if (system.uncounted.has(name)) certified.push({ what, by: 'not certified' });
    else if (isSame(said, counted[name] / system.units[name])) certified.push({ what, by: 'counted' });
    else
      faults.push(
        `the plan is said to have ${callMeasure(name)} ${said}, but has ${counted[name] / system.units[name]}`,
      );
  }
  const bounds = verifyBounds(system, numbered, claim, counted, work);
  return { faults: [...faults, ...bounds.faults], certified: [...certified, ...bounds.certified] };
}

function verifyNoPlan(system: AskedSystem, { problem }: NumberedSystem, work: number): Verdict {
  const what = 'there is no plan';
  if (system.services.some(({ candidates, replicas }) => candidates.length < replicas))
    return { faults: [], certified: [{ what, by: 'counted' }] };
  const found = exhaustPlans(problem, work);
  if (found === 'no plan') return { faults: [], certified: [{ what, by: 'all plans tried' }] };
  if (found === 'a plan' && system.beyond.length === 0) return { faults: ['there is a plan'], certified: [] };
  return { faults: [], certified: [{ what, by: 'not certified' }] };
}

/** Node → label; services, targets and numbers of replicas that are wrong go to the faults. */
function readPlan(
  { services, targets }: AskedSystem,
  { problem, nodesOf }: NumberedSystem,
  plan: ReadonlyMap<string, readonly string[]>,
  faults: string[],
): Int32Array {
  const labels = new Map(targets.map(({ name }, label) => [name, label]));
  const known = new Set(services.map(({ name }) => name));
  for (const name of plan.keys()) if (!known.has(name)) faults.push(`"${name}" is placed, but nobody asked for that`);
  const assignment = new Int32Array(problem.nodeCount).fill(-1);
  for (const [service, { name, replicas, homes, stays }] of services.entries()) {
    const its = plan.get(name) ?? [];
    if (its.length !== replicas) {
      faults.push(`"${name}" is on ${its.length} targets, but should be on ${replicas}`);
      continue;
    }
    const numbers = its.map(target => labels.get(target) ?? -1);
    its.forEach((target, i) => {
      if (numbers[i] === -1) faults.push(`"${name}" is on "${target}", which is no target that it may be on`);
    });
    // Replicas that stay come first.
    const stayed = stays && replicas > homes.length ? homes : [];
    const ordered = [...stayed, ...numbers.filter(number => !stayed.includes(number))];
    nodesOf[service]?.forEach((node, i) => {
      assignment[node] = ordered[i] ?? -1;
    });
  }
  return assignment;
}

function verifyBounds(
  system: AskedSystem,
  numbered: NumberedSystem,
  claim: AnswerClaim,
  counted: PlacedMeasures,
  work: number,
): Verdict {
  const { problem } = numbered;
  const faults: string[] = [];
  const certified: Verdict['certified'][number][] = [];
  const shared = claim.shares && boundByShares(system, numbered, claim.shares);
  if (shared?.kind === 'faults' && system.beyond.length === 0) faults.push(...shared.faults);
  const byShares = shared?.kind === 'bound' ? shared.links : 0;
  const values = problem.stages.map(stage => evaluateStage(stage, counted));
  const best = claim.stages.length === 0 ? { values, isOpen: true } : findBestPlan(problem, values, work);
  const least = leastTargets(system, claim, faults);
  claim.stages.forEach(({ value, bound, isProved }, i) => {
    const stage = problem.stages[i] ?? {};
    const its = values[i] ?? 0;
    const name = Object.keys(stage).map(callMeasure).join(' + ');
    const unit = unitOf(stage, system);
    if (Object.keys(stage).some(measure => system.uncounted.has(measure as keyof PlacedMeasures))) {
      certified.push({ what: `${name}: what is said of other plans`, by: 'not certified' });
      return;
    }
    if (value !== undefined && !isSame(value, its / unit))
      faults.push(`objective ${name} is said to be ${value}, but is ${its / unit}`);
    const said = bound ?? (isProved ? its / unit : undefined);
    if (said === undefined) return;
    if (said > its / unit && !isSame(said, its / unit))
      faults.push(`${name} is said to be at least ${said} in every plan, but is ${its / unit} in this one`);
    if (isProved && !isSame(said, its / unit))
      faults.push(`${name} is called the least, but its bound ${said} is not what the plan has (${its / unit})`);
    const what = `no plan has ${name} below ${said}${i > 0 ? ' and is as good before' : ''}`;
    // A bound of a later objective speaks of the plans that are as good before: there the first ones are the same.
    const isComparable = best.values.slice(0, i).every((one, j) => one === values[j]);
    const optimum = (best.values[i] ?? 0) / unit;
    if (isComparable && optimum < said && !isSame(optimum, said)) {
      if (system.beyond.length === 0) faults.push(`${what}, it is said, but one has ${optimum}`);
      else certified.push({ what, by: 'not certified' });
    } else if (said > 0 && counts(stage, 'links', 1) && i === 0 && said <= byShares) {
      certified.push({ what, by: 'shares' });
    } else if (said <= 0 || (counts(stage, 'labels', 1) && i === 0 && said <= least.most)) {
      certified.push({ what, by: said <= 0 ? 'counted' : least.by });
    } else certified.push({ what, by: !best.isOpen && isComparable ? 'all plans tried' : 'not certified' });
  });
  return { faults, certified };
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
function counts(stage: Partial<PlacedMeasures>, name: keyof PlacedMeasures, weight: number): boolean {
  return Object.keys(stage).length === 1 && stage[name] === weight;
}

/** Weighted sums are in units already: only an objective of one measure is told in what people know. */
function unitOf(stage: Partial<PlacedMeasures>, { units }: AskedSystem): number {
  const [name, ...others] = Object.keys(stage) as (keyof PlacedMeasures)[];
  return name === undefined || others.length > 0 ? 1 : units[name] * (stage[name] ?? 1);
}

/** Amounts with decimals are printed as the nearest number. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

function nameNumbers(fault: string, { services, targets, room }: AskedSystem, { nodesOf }: NumberedSystem): string {
  const [, label, held, resource] = /^label (\d+) holds (\d+) of resource (\d+)/.exec(fault) ?? [];
  const its = room?.[Number(resource)];
  if (held !== undefined && its !== undefined) {
    const target = targets[Number(label)]?.name ?? '';
    return tellHeld(target, its.showUnits(BigInt(held)), its.name, its.written[Number(label)]);
  }
  const owner = new Map(nodesOf.flatMap((nodes, service) => nodes.map(node => [node, service] as const)));
  return fault
    .replace(/^node (\d+)/, (whole, node: string) => `"${services[owner.get(Number(node)) ?? -1]?.name ?? whole}"`)
    .replace(/label (\d+)/, (whole, label: string) => `target "${targets[Number(label)]?.name ?? whole}"`);
}

/** Labels are targets to whoever reads. */
function callMeasure(name: string): string {
  return name === 'labels' ? 'targets' : name;
}
