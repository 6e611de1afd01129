/**
 * Checks what a planner printed against the models: the plan, what it comes to, and what is said of all other plans.
 * What is said of these is certified by counting, shares and prices, a clique, an odd cycle, a conflict or by trying
 * all plans; where none of them does it, that is said.
 */
import { findBroken, measurePlaced } from '../measure-placed.ts';
import type { AnswerClaim, Verdict } from './answer-claim.ts';
import type { AskedSystem } from './asked-system.ts';
import { checkRoom } from './check-room.ts';
import { nameFault } from './name-fault.ts';
import { type NumberedSystem, numberSystem } from './number-system.ts';
import { isSame } from './same-amount.ts';
import { callMeasure, verifyBounds } from './verify-bounds.ts';
import { verifyDetails } from './verify-details.ts';
import { verifyHosting } from './verify-hosting.ts';
import { verifyNoPlan } from './verify-no-plan.ts';

/**
 * @param work how many looks at a node and a label may be taken where all plans are tried
 * @returns in the order of what is said
 */
export function verifyAnswer(system: AskedSystem, claim: AnswerClaim, work: number): Verdict {
  const numbered = numberSystem(system);
  if (claim.plan === undefined) return verifyNoPlan(system, numbered, claim.noPlan, work);
  const faults: string[] = [];
  const plan = readPlan(system, numbered, claim.plan, faults);
  if (faults.length > 0) return { faults, certified: [] };
  faults.push(...findBroken(numbered.problem, plan).map(fault => nameFault(fault, system, numbered)));
  faults.push(...checkRoom(system, claim.plan), ...verifyHosting(system, { ...claim, plan: claim.plan }));
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
  const total = system.links.reduce((sum, { weight }) => sum + weight, 0);
  if (claim.totalLinks !== undefined && claim.totalLinks !== total && system.nearest.length === 0)
    faults.push(`all links are said to weigh ${claim.totalLinks}, but weigh ${total}`);
  faults.push(...(claim.contradictions ?? []));
  const held = { assignment: plan, targetsOf: claim.plan };
  const details = verifyDetails(system, numbered, held, claim.details ?? {});
  const bounds = verifyBounds(system, numbered, claim, counted, work);
  return {
    faults: [...faults, ...details.faults, ...bounds.faults],
    certified: [...certified, ...details.certified, ...bounds.certified],
  };
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
