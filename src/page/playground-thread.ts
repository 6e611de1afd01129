import type { Planner } from '../library/planner/open-planner.ts';
import { answerQuestion, describeFailure } from './answer-question.ts';
import type { PlanReply } from './plan-call.ts';
import type { ModelsReply, PlaygroundCall } from './playground-call.ts';
import { readPlayground } from './read-playground.ts';

/** The models that were read last. */
let opened: Planner | undefined;

const port = globalThis as unknown as {
  onmessage: (event: { readonly data: PlaygroundCall }) => void;
  postMessage: (reply: ModelsReply | PlanReply) => void;
};

async function answer(call: PlaygroundCall): Promise<ModelsReply | PlanReply> {
  if (call.kind === 'models') {
    const { reply, planner } = await readPlayground(call.files);
    opened = planner;
    return reply;
  }
  if (opened === undefined) return { kind: 'none', message: 'the models are wrong', services: [] };
  return answerQuestion(opened, call);
}

/** Whoever asked about models waits for findings, whoever asked for a plan for a reason. */
function fail({ kind }: PlaygroundCall, error: unknown): ModelsReply | PlanReply {
  const message = describeFailure(error);
  if (kind === 'models') return { kind: 'wrong', findings: [{ severity: 'error', code: 'failed', message }] };
  return { kind: 'none', message, services: [] };
}

port.onmessage = ({ data }) => {
  answer(data)
    .catch((error: unknown) => fail(data, error))
    .then(reply => port.postMessage(reply));
};
