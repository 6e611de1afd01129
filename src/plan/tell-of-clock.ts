import type { Diagnostic } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Timing } from '../solve/index.ts';

/** The code of the finding that an answer depends on the clock. */
export const endedByClock = 'ended-by-clock';

/** Whether it is among findings. */
export function isEndedByClock(findings: readonly Diagnostic[]): boolean {
  return findings.some(({ code }) => code === endedByClock);
}

/**
 * The options of a search, so that it is told once when the clock decides something: the same models may then have
 * another answer. Whoever prints findings says so, and no planner can forget it.
 * @example planCut(prepared, tellingOfClock(options, findings), findings, build)
 */
export function tellingOfClock<Options extends Timing>(options: Options, findings: Findings): Options & Timing {
  return {
    ...options,
    onClock: () => {
      findings.warnOnce(
        endedByClock,
        'the clock ended a search before its work was done: another run may answer otherwise',
        {
          hint: 'a longer time limit, or a machine with less to do, leaves the clock less to decide',
        },
      );
      options.onClock?.();
    },
  };
}
