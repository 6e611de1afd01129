import { type Diagnostic, UserError } from '../base/diagnostic.ts';
import { findCoordinatorProfile, tellMissingProfile } from '../load/coordinator-profile.ts';
import { NoPlanInModelError } from '../load/no-plan-in-model.ts';
import type { QosRequest } from '../load/run-qos-model.ts';
import type { World } from '../load/world.ts';
import { reasonToJson } from '../write/reasons/reason-json.ts';
import type { CommandWorld, Outcome } from './command.ts';
import { type ArgumentsOf, notWith, type OptionTable } from './option-table.ts';
import { profileOptions } from './profile-options.ts';

/** The options of the commands that run a QoS model. */
export const qosOptions = {
  qos: { kind: 'file', short: 'q', lookedForAs: 'qos', summary: 'the QoS model' },
  filters: {
    kind: 'file',
    short: 'F',
    summary: 'a function of { pkgs, referenceFilters } that yields the catalogue of filters',
  },
  previous: {
    kind: 'file',
    summary: "the plan before, in any form; without it what the profile of Disnix's coordinator says, else null",
  },
  ...notWith('previous', 'the plan before comes from one place', profileOptions),
} as const satisfies OptionTable;

/** The QoS model that the options ask for. What is taken although nobody named it is said. */
export function toQosRequest(
  given: ArgumentsOf<typeof qosOptions>,
  more: Pick<QosRequest, 'initial' | 'traced'>,
  world: CommandWorld,
): QosRequest {
  const { qos, filters } = given;
  return { qos, filters, ...findPrevious(given, world), ...more };
}

/** Where the plan before comes from, and what is to be said of that. */
interface PreviousFile {
  readonly previous: string | undefined;
  readonly warnings: readonly Diagnostic[];
}

/** The file of the plan before: the one that is named, else the profile of the coordinator, where there is one. */
function findPrevious(given: ArgumentsOf<typeof qosOptions>, world: CommandWorld): PreviousFile {
  const named = findNamedPlan(given, world);
  if (named.previous !== undefined || named.warnings.length > 0) return named;
  const { path, exists } = findCoordinatorProfile(given, world);
  if (!exists) return named;
  world.note(`the plan before is that of ${path}`);
  return { previous: path, warnings: [] };
}

/**
 * The file of the plan before where the options name it, or the profile that has it. Nothing was deployed under a
 * profile that is not there: that is said, for names can be misspelt.
 */
export function findNamedPlan(given: ArgumentsOf<typeof qosOptions>, world: World): PreviousFile {
  if (given.previous !== undefined) return { previous: given.previous, warnings: [] };
  const profile = findCoordinatorProfile(given, world);
  if (!profile.isChosen) return { previous: undefined, warnings: [] };
  if (profile.exists) return { previous: profile.path, warnings: [] };
  return { previous: undefined, warnings: [tellMissingProfile(profile)] };
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
    if (!(error instanceof NoPlanInModelError)) return { exitCode: 1, diagnostics: error.diagnostics };
    const { kind, reason } = error.plan;
    return { exitCode: 1, data: { status: kind, reason: reasonToJson(reason) }, diagnostics: error.diagnostics };
  }
}
