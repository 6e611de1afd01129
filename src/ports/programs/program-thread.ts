import { spawn } from 'node:child_process';
import { fromBytes, toBytes } from '../../base/bytes.ts';
import { answerCalls } from '../answer-calls.ts';
import { removeIfAllowed } from '../disk/temporary-files.ts';
import { noteLeftOver } from './left-over.ts';
import type { ProgramCall, ProgramEnd } from './run-program.ts';
import { endGroup } from './signal-group.ts';

/** Runs one program, and tells how it ended. Texts are byte strings. */
answerCalls((call: ProgramCall): Promise<ProgramEnd> => new Promise(resolve => run(call, resolve)));

function run(call: ProgramCall, resolve: (end: ProgramEnd) => void): void {
  const { program, folder, environment, input, milliseconds, mostOutput, isCaptured } = call;
  // A process group of its own: what it starts ends with it, and a key that is pressed here does not reach it.
  const child = spawn(fromBytes(program), call.arguments.map(fromBytes), {
    cwd: fromBytes(folder),
    env: Object.fromEntries([...environment].map(([name, value]) => [fromBytes(name), fromBytes(value)])),
    stdio: ['pipe', isCaptured ? 'pipe' : 2, 2],
    detached: true,
  });
  if (call.leftOverFile !== undefined && child.pid !== undefined) {
    noteLeftOver(call.leftOverFile, child.pid, Date.now() + milliseconds);
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
    resolve({ kind: 'failed-to-start', message: toBytes(error.message) });
  });
  // Not `close`: something that it started may keep its output open for ever.
  child.on('exit', (code, signal) => {
    clearTimeout(clock);
    // What is noted after its end could not be told from another process for ever.
    if (call.leftOverFile !== undefined) removeIfAllowed(call.leftOverFile);
    const finish = (): void => {
      const text = output.join('');
      if (reason !== undefined) resolve({ kind: reason === 'time' ? 'timeout' : 'too-much-output', output: text });
      else if (code === null) resolve({ kind: 'killed', signal: signal ?? '', output: text });
      else resolve({ kind: 'exit', code, output: text });
    };
    if (child.stdout === null || child.stdout.readableEnded) finish();
    else {
      child.stdout.on('end', finish);
      setTimeout(finish, 500).unref();
    }
  });
  child.stdin?.on('error', () => {}); // who does not read its input need not
  child.stdin?.end(Buffer.from(input, 'latin1'));
}
