import { InputError } from '../library/input-error.ts';
import type { Planner } from '../library/planner/open-planner.ts';
import type { PlanQuestion, PlanReply } from './plan-call.ts';

/** Plans what a page asks. */
export async function answerQuestion(
  planner: Planner,
  { edits, previous, timeLimit, moveStateful }: PlanQuestion,
): Promise<PlanReply> {
  const start = Date.now();
  const plan = await planner.plan('place', edits, previous, { timeLimit, moveStateful });
  if (plan.kind !== 'planned') return { kind: 'none', message: plan.message, services: plan.services };
  // The first objective is the weight of the links, unless a policy says otherwise.
  const [first] = plan.objectives;
  const isLinks = first !== undefined && Object.keys(first.measures).join() === 'links';
  return {
    kind: 'planned',
    distribution: plan.distribution,
    bound: isLinks ? first.lowerBound : undefined,
    optimal: isLinks && first.proved && first.certified,
    seconds: (Date.now() - start) / 1000,
  };
}

/** What to say to somebody whose question could not be answered. */
export function describeFailure(error: unknown): string {
  // Firefox has an error of its own for it.
  if (error instanceof Error && /call stack|too much recursion/.test(error.message)) {
    return 'the models are too deep for a browser: dydisnix ui plans on your machine';
  }
  if (error instanceof InputError) return error.findings.map(({ message }) => message).join('; ');
  return String(error);
}
