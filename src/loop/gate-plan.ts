import { UserError } from '../base/diagnostic.ts';
import { targetsOf } from '../model/distribution.ts';
import type { Circumstances, GateOptions, Held } from './control/gates/gate.ts';
import { judgeGates } from './control/gates/gates.ts';
import type { LoopState } from './control/loop-state.ts';
import type { PlanFacts } from './control/plan-facts.ts';
import type { Deployed } from './deployed.ts';
import type { MadePlan } from './make-plan/complete-plan.ts';
import { describeHeld } from './run/describe-event.ts';
import { LoopFiles } from './run/loop-files.ts';
import { placesIn } from './run/read-running.ts';
import type { SavedGate } from './saved-plan/saved-plan.ts';

/** What gates of a plan go by that no loop makes. */
export interface PlanGates {
  readonly options: GateOptions;
  readonly circumstances: Circumstances;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What each gate would say of a plan in a loop; nobody is asked to agree. What a loop remembers of
 * this profile counts: the machines that were there, and when it applied last; where none ran, the machines on which
 * something is deployed. O(steps + machines).
 * @param folder that of the state
 */
export function judgePlanGates(
  made: MadePlan,
  folder: string,
  { options, circumstances, now }: PlanGates,
): readonly SavedGate[] {
  const loop = readLoop(folder);
  const { models, deployed } = made;
  const input = {
    plan: factsOf(made),
    deployed: deployed.deployment.services.size,
    there: new Set(models.infrastructure.targets.keys()),
    missing: new Set<string>(),
    machinesBefore: loop?.settledMachines ?? machinesOf(deployed),
    lastApply: loop?.lastApply ?? null,
    now,
    circumstances,
  };
  return judgeGates(input, { ...options, approval: 'none' }).map(({ gate, held }) =>
    held === undefined
      ? { gate, isHeld: false }
      : { gate, isHeld: true, reason: describeHeld(held), ...detailsOf(held) },
  );
}

/** What of a reason is data. */
function detailsOf(held: Held): Pick<SavedGate, 'names' | 'allowed' | 'until'> {
  return {
    ...('names' in held && { names: held.names }),
    ...('allowed' in held && { allowed: held.allowed }),
    ...('until' in held && { until: new Date(held.until).toISOString() }),
  };
}

function factsOf({ deployment, changes, findings, models }: MadePlan): PlanFacts {
  return {
    digest: '',
    services: [...models.services.services.keys()],
    wanted: placesIn(deployment),
    steps: changes.steps,
    findings,
    waiting: [],
    leftOut: [],
  };
}

/** A state that nobody can read is the loop's to tell. */
function readLoop(folder: string): LoopState | undefined {
  try {
    return new LoopFiles(folder).readState();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function machinesOf({ distribution }: Deployed): readonly string[] {
  return [...new Set([...distribution.mappings.keys()].flatMap(service => targetsOf(distribution, service)))].sort();
}
