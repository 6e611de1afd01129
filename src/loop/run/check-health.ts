import { describeEnd } from '../../write/applied.ts';
import { callProgram } from './call-program.ts';
import type { CalledProgram } from './loop-settings.ts';
import type { Surroundings } from './surroundings.ts';

/** Milliseconds from one try to the next one. */
const patience = 1000;

/**
 * Why what was deployed does not work; undefined as soon as the program ends with 0. It is called again and again until
 * its time is over, since services take their time to start.
 */
export function checkHealth(call: CalledProgram, input: string, surroundings: Surroundings): string | undefined {
  const { elapsed, pause } = surroundings;
  const deadline = elapsed() + call.milliseconds;
  for (;;) {
    const left = Math.max(1, deadline - elapsed());
    const end = callProgram({ ...call, milliseconds: left }, surroundings, { input });
    if (end.kind === 'exit' && end.code === 0) return undefined;
    const wait = Math.min(patience, deadline - elapsed());
    if (wait <= 0 || end.kind === 'failed-to-start') return `${call.program} ${describeEnd(end)}`;
    pause(wait);
  }
}
