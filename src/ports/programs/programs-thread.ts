import { type ChildProcess, spawn } from 'node:child_process';
import { fromBytes, toBytes } from '../../base/bytes.ts';
import { answerCalls } from '../answer-calls.ts';
import { afterReading } from './after-reading.ts';
import type { Answered, Asking, Question } from './run-programs.ts';
import { endGroup } from './signal-group.ts';

interface Call {
  readonly questions: readonly Question[];
  readonly asking: Asking;
  /** Not 0 once nobody waits any more. */
  readonly stop: Int32Array;
}

/** Milliseconds between two looks at whether somebody still waits. */
const patience = 100;

/** Asks programs, several at a time; undefined where nobody waits any more. Texts are byte strings. */
answerCalls(async ({ questions, asking, stop }: Call): Promise<readonly Answered[] | undefined> => {
  const answers = new Array<Answered>(questions.length);
  const running = new Set<ChildProcess>();
  const isStopped = (): boolean => Atomics.load(stop, 0) !== 0;
  const watch = setInterval(() => {
    if (isStopped()) for (const child of running) endGroup(child.pid);
  }, patience);
  let next = 0;
  const askOn = async (): Promise<void> => {
    while (next < questions.length && !isStopped()) {
      const at = next++;
      const question = questions[at];
      if (question !== undefined) answers[at] = await ask(question, asking, running);
    }
  };
  await Promise.all(Array.from({ length: asking.atOnce }, askOn));
  clearInterval(watch);
  return isStopped() ? undefined : answers;
});

function ask(
  { program, arguments: words, input }: Question,
  { folder, environment, milliseconds }: Asking,
  running: Set<ChildProcess>,
): Promise<Answered> {
  return new Promise(resolve => {
    const child = spawn(fromBytes(program), words.map(fromBytes), {
      cwd: fromBytes(folder),
      env: Object.fromEntries([...environment].map(([name, value]) => [fromBytes(name), fromBytes(value)])),
      stdio: 'pipe',
      detached: true,
    });
    running.add(child);
    const output: string[] = [];
    const messages: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString('latin1')));
    child.stderr.on('data', (chunk: Buffer) => messages.push(chunk.toString('latin1')));
    const clock = milliseconds === undefined ? undefined : setTimeout(() => endGroup(child.pid), milliseconds);
    const finish = (code: number | undefined, more = ''): void => {
      clearTimeout(clock);
      running.delete(child);
      resolve({ code, output: output.join(''), messages: messages.join('') + more });
    };
    child.on('error', error => finish(undefined, toBytes(error.message)));
    // Something that it started may keep its output open for ever.
    child.on('close', code => finish(code ?? undefined));
    child.on('exit', code => setTimeout(() => afterReading(() => finish(code ?? undefined)), patience));
    child.stdin.on('error', () => {}); // who does not read its input need not
    child.stdin.end(Buffer.from(input, 'latin1'));
  });
}
