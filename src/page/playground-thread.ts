import type { Planner } from '../library/planner/open-planner.ts';
import { answerQuestion, findFailure, noAnswer } from './answer-question.ts';
import type { JudgeReply, PlanProgress, PlanReply } from './plan-call.ts';
import type { ModelsReply, PlaygroundCall, PlaygroundFiles } from './playground-call.ts';
import { openPlayground, readPlayground } from './read-playground.ts';

type Reply = ModelsReply | PlanReply | JudgeReply;

/** The models that were read last, and the files that they were read from. */
let opened: { readonly files: string; readonly planner: Planner } | undefined;

const port = globalThis as unknown as {
  onmessage: (event: { readonly data: PlaygroundCall }) => void;
  postMessage: (reply: Reply | PlanProgress) => void;
};

async function answer(call: PlaygroundCall): Promise<Reply> {
  if (call.kind !== 'models') {
    const planner = await plannerOf(call.files);
    return answerQuestion(planner, call, { hasPositions: true }, progress => port.postMessage(progress));
  }
  const { reply, planner } = await readPlayground(call.files);
  opened = planner && { files: JSON.stringify(call.files), planner };
  return reply;
}

async function plannerOf(given: PlaygroundFiles): Promise<Planner> {
  const files = JSON.stringify(given);
  if (opened?.files !== files) opened = { files, planner: await openPlayground(given) };
  return opened.planner;
}

/** Whoever asked about models waits for findings, whoever asked for a plan for a reason. */
function fail({ kind }: PlaygroundCall, error: unknown): Reply {
  if (kind !== 'models') return noAnswer(error);
  return { kind: 'wrong', findings: findFailure(error) };
}

port.onmessage = ({ data }) => {
  answer(data)
    .catch((error: unknown) => fail(data, error))
    .then(reply => port.postMessage(reply));
};
