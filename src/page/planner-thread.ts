import type { Highs } from 'highs';
import { openPlanner, type Planner } from '../library/planner/open-planner.ts';
import { programsOf } from '../library/planner/programs-of.ts';
import { answerQuestion, describeFailure } from './answer-question.ts';
import type { PlanCall, PlanReply } from './plan-call.ts';

/** The models stay open from one call to the next: a page asks about the same ones again and again. */
let opened: Promise<Planner> | undefined;

const port = globalThis as unknown as {
  onmessage: (event: { readonly data: PlanCall }) => void;
  postMessage: (reply: PlanReply) => void;
  /** Where there is HiGHS, whoever runs this says how to load it. */
  readonly loadHighs?: () => Promise<Highs>;
};

async function open({ services, infrastructure, distribution, policy }: PlanCall['models']): Promise<Planner> {
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

async function answer({ models, ...question }: PlanCall): Promise<PlanReply> {
  opened ??= open(models);
  return answerQuestion(await opened, question);
}

port.onmessage = ({ data }) => {
  answer(data).then(
    reply => port.postMessage(reply),
    (error: unknown) => port.postMessage({ kind: 'none', message: describeFailure(error), services: [] }),
  );
};
