import type { Highs } from 'highs';
import { openPlanner, type Planner } from '../library/planner/open-planner.ts';
import { programsOf } from '../library/planner/programs-of.ts';
import { answerQuestion, noAnswer } from './answer-question.ts';
import type { JudgeReply, PageCall, PlannedModels, PlanProgress, PlanReply } from './plan-call.ts';

/** The models stay open from one call to the next: a page asks about the same ones again and again. */
let opened: Promise<Planner> | undefined;

const port = globalThis as unknown as {
  onmessage: (event: { readonly data: PageCall }) => void;
  postMessage: (reply: PlanReply | JudgeReply | PlanProgress) => void;
  /** Where there is HiGHS, whoever runs this says how to load it. */
  readonly loadHighs?: () => Promise<Highs>;
};

async function open({ services, infrastructure, distribution, policy }: PlannedModels): Promise<Planner> {
  const json = (text: string): { readonly json: string } => ({ json: text });
  const highs = await port.loadHighs?.();
  const sources = {
    services: json(services),
    infrastructure: json(infrastructure),
    distribution: distribution === undefined ? undefined : json(distribution),
    policy: policy === undefined ? undefined : json(policy),
  };
  return openPlanner(sources, { files: {}, programs: highs === undefined ? 'nobody' : programsOf(highs) });
}

async function answer({ models, ...question }: PageCall): Promise<PlanReply | JudgeReply> {
  opened ??= open(models);
  // Models that were written out have no lines that somebody knows.
  return answerQuestion(await opened, question, { hasPositions: false }, progress => port.postMessage(progress));
}

port.onmessage = ({ data }) => {
  answer(data)
    .catch(noAnswer)
    .then(reply => port.postMessage(reply));
};
