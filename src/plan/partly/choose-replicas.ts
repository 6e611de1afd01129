import { Findings } from '../../base/findings.ts';
import { compareNames } from '../../base/order.ts';
import { type Amount, toCommonScale } from '../../model/amount.ts';
import { Budget, decidePlace, keepMost, type Possibility } from '../../solve/index.ts';
import type { PlacePlanOptions } from '../place.ts';
import { type PosedPlace, posePlace } from '../pose-place.ts';
import type { Choice } from './left-out.ts';
import { type Counts, isMonotone, reduceRequest, type WholeRequest } from './reduce-request.ts';

/** Questions for each choice before replicas are added one after the other. */
const questionsOfChoice = 150;

/** Which replicas are planned. */
export interface ChosenReplicas {
  readonly kept: Counts;
  readonly choices: readonly Choice[];
  /** Services of which a replica was left out though nobody knows that it does not fit. */
  readonly undecided: ReadonlySet<string>;
  /** Whether a replica that runs is among these. */
  readonly isRunningUndecided: boolean;
}

/** Replicas of equal importance: service by service, the one with the least need first. */
interface Class {
  readonly priority: Amount | undefined;
  readonly isRunning: boolean;
  readonly items: readonly string[];
}

/**
 * Chooses replicas that can be planned together. By priority, from the highest down; of equal priority those that run
 * now before the others, and of these the first replica of each service before any second one: so many of each class as
 * there can be beside those chosen before. A replica that runs is never left out for one of the same priority that does
 * not, or of a lower one.
 */
export function chooseReplicas(whole: WholeRequest, posed: PosedPlace, options: PlacePlanOptions): ChosenReplicas {
  const budget = new Budget(options.timeLimit / 2, options);
  const decide = (counts: Counts): Possibility => {
    const reduced = reduceRequest(whole, counts);
    const findings = new Findings();
    const { problem } = posePlace(reduced.request, reduced.policy, findings);
    const answer = decidePlace(problem, { budget, programs: options.programs });
    return answer === undefined ? 'unknown' : answer === 'none' ? 'impossible' : 'possible';
  };
  const isExact = isMonotone(whole);
  let kept: Counts = new Map();
  const choices: Choice[] = [];
  const undecided = new Set<string>();
  let isRunningUndecided = false;
  for (const { priority, isRunning, items } of listClasses(whole, posed)) {
    const most = keepMost(items, some => decide(addTo(kept, some)), questionsOfChoice);
    kept = addTo(kept, most.kept);
    for (const service of most.undecided) undecided.add(service);
    isRunningUndecided ||= isRunning && most.undecided.length > 0;
    const counts = { wanted: items.length, planned: most.kept.length };
    choices.push({
      priority,
      isRunning,
      ...counts,
      isMost: most.kept.length === items.length || (isExact && most.isMost),
    });
  }
  return { kept, choices, undecided, isRunningUndecided };
}

function addTo(counts: Counts, services: readonly string[]): Counts {
  const sum = new Map(counts);
  for (const service of services) sum.set(service, (sum.get(service) ?? 0) + 1);
  return sum;
}

/** Replicas that run and the others, by priority; the first replicas of services before the second ones. */
function listClasses({ policy, wanted, running }: WholeRequest, posed: PosedPlace): readonly Class[] {
  const needs = relativeNeeds(posed);
  const names = [...wanted.keys()].sort((a, b) => (needs.get(a) ?? 0) - (needs.get(b) ?? 0) || compareNames(a, b));
  const classes = new Map<string, Class & { readonly items: string[]; readonly rank: readonly number[] }>();
  const priorities = rankPriorities(policy.priority);
  for (const service of names) {
    const priority = policy.priority.get(service);
    const rank = priorities.get(service) ?? priorities.get('') ?? 0;
    const old = Math.min(running.get(service) ?? 0, wanted.get(service) ?? 0);
    for (let i = 0; i < (wanted.get(service) ?? 0); i++) {
      const isRunning = i < old;
      const key = [rank, isRunning ? 0 : i + 1];
      const known = classes.get(key.join());
      if (known === undefined) classes.set(key.join(), { priority, isRunning, items: [service], rank: key });
      else known.items.push(service);
    }
  }
  return [...classes.values()].sort(
    (a, b) => (a.rank[0] ?? 0) - (b.rank[0] ?? 0) || (a.rank[1] ?? 0) - (b.rank[1] ?? 0),
  );
}

/** Service → its place among all priorities, the highest first; that of 0 for the name that nobody has. */
function rankPriorities(priority: ReadonlyMap<string, Amount>): ReadonlyMap<string, number> {
  const services = [...priority.keys(), ''];
  const { units } = toCommonScale([...priority.values(), { units: 0n, scale: 0 }]);
  const fromHighest = [...new Set(units)].sort((a, b) => (a > b ? -1 : 1));
  const rankOf = new Map(fromHighest.map((unit, rank) => [unit, rank]));
  return new Map(services.map((service, i) => [service, rankOf.get(units[i] ?? 0n) ?? 0]));
}

/** Service → the largest part of all that there is of anything that one replica needs. */
function relativeNeeds({ replicas, capacities }: PosedPlace): Counts {
  const totals = capacities.map(({ haves }) => Number([...haves.values()].reduce((sum, have) => sum + have, 0n)));
  return new Map(
    [...replicas].map(([service, [replica]]) => [
      service,
      Math.max(0, ...(replica?.needs ?? []).map((need, r) => Number(need) / Math.max(1, totals[r] ?? 1))),
    ]),
  );
}
