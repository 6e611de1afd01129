import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { fromBytes } from '../../base/bytes.ts';

/** Who tells what a program prints, line by line. */
export interface Teller {
  /** Where standard output and messages of the program go. */
  readonly streams: readonly [Duplex, Duplex];
  /** To be called once the program has both. */
  handOver(): void;
  /** To be called once the program has ended: calls back when all has been told that it printed. */
  whenTold(then: () => void): void;
}

/** Milliseconds after which nobody waits for what is told. */
const patience = 10_000;

/** Starts the process that tells what a program prints (`tell-output.ts`); undefined where it does not start. */
export function startTeller(program: string, code: string): Teller | undefined {
  const child: ChildProcess = spawn(process.execPath, ['-e', code, '--', fromBytes(program)], {
    env: {},
    stdio: ['pipe', 'ignore', 2, 'pipe', 'pipe'],
    detached: true,
  });
  child.on('error', () => {});
  child.unref();
  const [output, , , messages, asking] = child.stdio as readonly (Duplex | null | undefined)[];
  if (child.pid === undefined || !output || !messages || !asking) return undefined;
  for (const stream of [output, messages, asking]) stream.on('error', () => {});
  let isOver = false;
  asking.resume().on('close', () => {
    isOver = true;
  });
  return {
    streams: [output, messages],
    handOver() {
      output.destroy();
      messages.destroy();
    },
    whenTold(then) {
      const finish = (): void => {
        clearTimeout(clock);
        asking.off('close', finish);
        asking.destroy();
        then();
      };
      const clock = setTimeout(finish, patience);
      if (isOver) finish();
      else asking.on('close', finish).write('?');
    },
  };
}
