import type { Diagnostic } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { World } from '../load/world.ts';
import type { Planless } from '../plan/index.ts';
import { describeNoPlan, type NoPlanContext } from '../write/reasons/no-plan.ts';
import { reasonToJson } from '../write/reasons/reason-json.ts';
import type { Outcome } from './command.ts';

/**
 * The outcome of a planner without a plan: exit code 1, why on stderr, with the place of what binds and what to do; for
 * `--json` the reason as data. Where a search was interrupted, that it found none in time is not the reason.
 * @param choices what else people are to know (byte string)
 */
export function tellNoPlan(
  { kind, reason }: Planless,
  context: Omit<NoPlanContext, 'folder'>,
  findings: Findings,
  world: World,
  choices = '',
): Outcome {
  if (kind === 'unknown' && world.isInterrupted()) {
    return { exitCode: 1, data: { status: kind }, diagnostics: [...findings.all, noPlanYet] };
  }
  return {
    exitCode: 1,
    data: { status: kind, reason: reasonToJson(reason) },
    diagnostics: [...findings.all, ...describeNoPlan(reason, { ...context, folder: world.folder })],
    stderr: choices,
  };
}

/** What is said of a search that was interrupted before it had a plan. */
export const noPlanYet: Diagnostic = {
  severity: 'error',
  code: 'interrupted',
  message: 'interrupted: there is no plan yet',
};

/** The outcome of a problem in numbers that has no plan: a sentence for each thing that is the matter. */
export function tellNoPlainPlan(
  kind: Planless['kind'],
  messages: readonly string[],
  file: string,
  world: World,
): Outcome {
  const data = { status: kind };
  if (kind === 'unknown' && world.isInterrupted()) return { exitCode: 1, data, diagnostics: [noPlanYet] };
  const remedy = kind === 'unknown' ? ({ kind: 'longer-search' } as const) : undefined;
  const diagnostics = messages.map(
    (message): Diagnostic => ({ severity: 'error', code: 'no-plan', message, file, remedy }),
  );
  return { exitCode: 1, data, diagnostics };
}
