import { type Finding, InputError } from '../library/input-error.ts';
import type { Planner } from '../library/planner/open-planner.ts';
import { type JudgeSettings, judgePlaces } from './judge-places.ts';
import type { JudgeReply, NoAnswer, PageQuestion, PlanProgress, PlanQuestion, PlanReply } from './plan-call.ts';

/** Answers what a page asks of models, and tells meanwhile how far it is. */
export async function answerQuestion(
  planner: Planner,
  question: PageQuestion,
  settings: JudgeSettings,
  tell: (progress: PlanProgress) => void,
): Promise<PlanReply | JudgeReply> {
  return question.kind === 'judge'
    ? judgePlaces(planner.models, question, settings)
    : answerPlan(planner, question, tell);
}

/** Plans what a page asks. */
export async function answerPlan(
  planner: Planner,
  { edits, previous, timeLimit, moveStateful }: PlanQuestion,
  tell: (progress: PlanProgress) => void = () => {},
): Promise<PlanReply> {
  const start = Date.now();
  const plan = await planner.plan('place', edits, previous, {
    ...{ timeLimit, moveStateful },
    onProgress: ({ links, lowerBound, seconds }) => tell({ kind: 'progress', links, bound: lowerBound, seconds }),
  });
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
    endedByClock: plan.endedByClock,
  };
}

/** What is said to somebody whose question could not be answered. */
export function noAnswer(error: unknown): NoAnswer {
  return { kind: 'none', message: describeFailure(error), services: [] };
}

const tooDeep = 'the models are too deep for a browser: dydisnix ui plans on your machine';

/** The same as a sentence. */
export function describeFailure(error: unknown): string {
  // Firefox has an error of its own for it.
  if (error instanceof Error && /call stack|too much recursion/.test(error.message)) return tooDeep;
  if (error instanceof InputError) return error.findings.map(tellDepth).join('; ');
  return String(error);
}

/** A browser's stack is small: what is too deep for it need not be endless. */
function tellDepth({ code, message }: Finding): string {
  return code === 'too-deep' ? `${message}; ${tooDeep}, unless they never end` : message;
}

/** What is wrong in models, as findings. */
export function findFailure(error: unknown): readonly Finding[] {
  if (!(error instanceof InputError)) return [{ severity: 'error', code: 'failed', message: describeFailure(error) }];
  return error.findings.map(finding => ({ ...finding, message: tellDepth(finding) }));
}
