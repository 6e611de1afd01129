import type { Highs } from 'highs';
import { InputError } from '../library/input-error.ts';
import { openPlanner, type Planner } from '../library/planner/open-planner.ts';
import { programsOf } from '../library/planner/programs-of.ts';
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

async function answer({ models, edits, previous, timeLimit, moveStateful }: PlanCall): Promise<PlanReply> {
  opened ??= open(models);
  const planner = await opened;
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
    optimal: isLinks && first.proved,
    seconds: (Date.now() - start) / 1000,
  };
}

port.onmessage = ({ data }) => {
  answer(data).then(
    reply => port.postMessage(reply),
    (error: unknown) => {
      const tooDeep = error instanceof RangeError && /stack/.test(error.message);
      const message = tooDeep
        ? 'the models are too deep for a browser: plan on the command line'
        : error instanceof InputError
          ? error.findings.map(finding => finding.message).join('; ')
          : String(error);
      port.postMessage({ kind: 'none', message, services: [] });
    },
  );
};
