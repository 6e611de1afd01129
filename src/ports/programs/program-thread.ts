import { spawn } from 'node:child_process';
import { fromBytes, toBytes } from '../../base/bytes.ts';
import { UserError } from '../../base/diagnostic.ts';
import { resolvePath } from '../../base/path.ts';
import { answerCalls } from '../answer-calls.ts';
import { afterReading } from './after-reading.ts';
import { findProgram, isProgram } from './find-program.ts';
import { forgetLeftOver, noteLeftOver, noteStart, sinceBoot } from './left-over.ts';
import type { ProgramEnd, StartedCall } from './run-program.ts';
import { endGroup } from './signal-group.ts';
import { startTeller } from './start-teller.ts';

/** Milliseconds that are waited for what a program printed, after its end. */
const patience = 500;

/** Runs one program, and tells how it ended. Texts are byte strings. */
answerCalls((call: StartedCall): Promise<ProgramEnd> => new Promise(resolve => run(call, resolve)));

function run(call: StartedCall, resolve: (end: ProgramEnd) => void): void {
  const { folder, environment, input, milliseconds, mostOutput, isCaptured } = call;
  const start = startOf(call);
  if ('kind' in start) {
    resolve(start);
    return;
  }
  const teller = call.tellOutput === undefined ? undefined : startTeller(call.program, call.tellOutput);
  const [said, told] = teller?.streams ?? [2, 2];
  // A process group of its own: what it starts ends with it, and a key that is pressed here does not reach it.
  const child = spawn(fromBytes(start.program), start.words.map(fromBytes), {
    cwd: fromBytes(folder),
    env: Object.fromEntries([...environment].map(([name, value]) => [fromBytes(name), fromBytes(value)])),
    stdio: ['pipe', isCaptured ? 'pipe' : said, told],
    detached: true,
  });
  teller?.handOver();
  if (call.leftOverFile !== undefined && child.pid !== undefined) {
    noteLeftOver(call.leftOverFile, child.pid, sinceBoot() + milliseconds);
  }
  const output: string[] = [];
  let size = 0;
  let reason: 'time' | 'output' | undefined;
  const stop = (why: 'time' | 'output'): void => {
    reason ??= why;
    endGroup(child.pid);
  };
  const clock = setTimeout(() => stop('time'), milliseconds);
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostOutput) stop('output');
    else output.push(chunk.toString('latin1'));
  });
  child.on('error', error => {
    clearTimeout(clock);
    if (call.leftOverFile !== undefined) forgetLeftOver(call.leftOverFile);
    resolve({ kind: 'failed-to-start', message: toBytes(error.message) });
  });
  // Not `close`: something that it started may keep its output open for ever.
  child.on('exit', (code, signal) => {
    clearTimeout(clock);
    // What is noted after its end could not be told from another process for ever.
    if (call.leftOverFile !== undefined) forgetLeftOver(call.leftOverFile);
    const tellEnd = (): void => {
      const text = output.join('');
      if (reason !== undefined) resolve({ kind: reason === 'time' ? 'timeout' : 'too-much-output', output: text });
      else if (code === null) resolve({ kind: 'killed', signal: signal ?? '', output: text });
      else resolve({ kind: 'exit', code, output: text });
    };
    // What it printed stands before what is told of its end.
    const finish = (): void => (teller === undefined ? tellEnd() : teller.whenTold(tellEnd));
    if (child.stdout === null || child.stdout.readableEnded) finish();
    else {
      child.stdout.on('end', finish);
      setTimeout(() => afterReading(finish), patience).unref();
    }
  });
  child.stdin?.on('error', () => {}); // who does not read its input need not
  child.stdin?.end(Buffer.from(input, 'latin1'));
}

/**
 * What is started: the program itself, or, where it is to be noted, who notes itself first and then becomes it. What
 * cannot be noted is not started: nobody could wait for it, if this process were killed.
 */
function startOf({
  program,
  arguments: words,
  leftOverFile,
  folder,
  environment,
  milliseconds,
  startNoted,
}: StartedCall): ProgramEnd | { readonly program: string; readonly words: readonly string[] } {
  if (leftOverFile === undefined) return { program, words };
  const path = environment.get('PATH');
  const isThere = program.includes('/')
    ? isProgram(resolvePath(folder, program))
    : path === undefined || findProgram(program, path, folder) !== undefined;
  if (!isThere) {
    return { kind: 'failed-to-start', message: `there is no program ${program} that may be run` };
  }
  try {
    noteStart(leftOverFile, sinceBoot() + milliseconds);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'failed-to-start', message: error.diagnostics[0]?.message ?? 'it cannot be noted' };
  }
  return { program: '/bin/sh', words: ['-c', startNoted, leftOverFile, program, ...words] };
}
