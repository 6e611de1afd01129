import { UserError } from '../base/diagnostic.ts';
import type { QosRequest } from '../load/run-qos-model.ts';
import type { Outcome } from './command.ts';
import type { ArgumentsOf, OptionTable } from './option-table.ts';

/** The options of the commands that run a QoS model. */
export const qosOptions = {
  qos: { kind: 'file', short: 'q', lookedForAs: 'qos', summary: 'the QoS model' },
  filters: {
    kind: 'file',
    short: 'F',
    summary: 'a function of { pkgs, referenceFilters } that yields the catalogue of filters',
  },
  previous: { kind: 'file', summary: 'the plan before, in any form; null in the QoS model without it' },
} as const satisfies OptionTable;

/** The QoS model that the options ask for. */
export function toQosRequest(
  { qos, filters, previous }: ArgumentsOf<typeof qosOptions>,
  more: Pick<QosRequest, 'initial' | 'traced'>,
): QosRequest {
  return { qos, filters, previous, ...more };
}

/**
 * Runs a command whose models may call planners: that one of these finds no plan is an answer (exit code 1), not a
 * fault of the model.
 */
export function answerNoPlan(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.some(({ code }) => code !== 'no-plan')) throw error;
    return { exitCode: 1, diagnostics: error.diagnostics };
  }
}
