import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Look } from '../../base/look.ts';
import type { Outcome } from '../../cli/command.ts';
import { evaluationHints } from '../../cli/model-options.ts';
import { readIfThere } from '../../load/read-if-there.ts';
import type { World } from '../../load/world.ts';
import { type HeldLock, withLockedFile } from '../../ports/disk/lock-file.ts';
import { runProgram } from '../../ports/programs/run-program.ts';
import { describeEnd, describeStale } from '../../write/applied.ts';
import type { JsonObject } from '../../write/json.ts';
import type { Deployer } from '../deploy/deployer.ts';
import { environmentVariables } from '../deploy/environment-variables.ts';
import type { PlanNow } from '../plan-now.ts';
import { restoreInputs } from '../saved-plan/save-inputs.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import type { StateFiles } from '../state/state-files.ts';
import { type Applied, type ApplySettings, applyPlan } from './apply-plan.ts';
import { findMisplaced } from './find-misplaced.ts';

/** What a command is told of how to deploy, and how to tell what came of it. */
export interface DeployGiven {
  /** Seconds. */
  readonly deployTimeout: number;
  readonly lockTimeout: number;
  /** How many plans are kept that were applied before. */
  readonly history: number;
  /** Whether nobody has seen the plan yet: it is shown with what came of it. */
  readonly yes: boolean;
  readonly json: boolean;
}

/**
 * Deploys a plan, and tells what came of it. The caller holds the lock of the state; that of the ids file is taken
 * here.
 * @throws UserError where a file cannot be read or written
 */
export function deployNow(
  { plan, summary, notes }: PlanNow,
  deployer: Deployer,
  given: DeployGiven,
  state: StateFiles,
  world: World,
): Outcome {
  const inputs = restoreInputs(plan.inputs, evaluationHints);
  const settings = {
    ...toSettings(given, deployer, world),
    findFault: () => findMisplaced(plan, inputs, state, world),
  };
  return withLockedIds(plan, given, idsLock => {
    if (!areIdsAsBefore(plan)) return tellStale(undefined, describeStale(['ids'], [], false, world.folder));
    return tellApplied(applyPlan(plan, state, { ...settings, idsLock }), plan, given, notes, summary);
  });
}

function toSettings(given: DeployGiven, deployer: Deployer, { environment, folder }: World): ApplySettings {
  return {
    deployer,
    run: runProgram,
    environment: environmentVariables(environment),
    folder,
    milliseconds: 1000 * given.deployTimeout,
    mostHistory: given.history,
  };
}

/** Nobody else assigns ids meanwhile. */
function withLockedIds<T>(
  { ids }: SavedPlan,
  { lockTimeout }: DeployGiven,
  action: (lock: HeldLock | undefined) => T,
): T {
  return ids === undefined ? action(undefined) : withLockedFile(ids.file, lockTimeout, action);
}

/** Somebody else may have assigned ids while the plan was looked at. */
function areIdsAsBefore({ ids }: SavedPlan): boolean {
  return ids === undefined || readIfThere(ids.file) === ids.before;
}

/** A plan that is not what it was made for any more. */
export function tellStale(file: string | undefined, message: string, before?: string): Outcome {
  const hint = `${before === undefined ? '' : `${before}, and `}make it anew with dydisnix plan`;
  return { exitCode: 4, diagnostics: [{ severity: 'error', code: 'stale-plan', message, file, hint }] };
}

function tellApplied(
  applied: Applied,
  plan: SavedPlan,
  given: DeployGiven,
  notes: readonly Diagnostic[],
  summary: (look: Look) => string,
): Outcome {
  const { kind, unwritten = [] } = applied;
  const told = tell(kind, plan, given);
  if (kind === 'done') {
    return { ...told, diagnostics: notes, report: look => `${given.yes ? summary(look) : ''}deployed\n` };
  }
  const message = describeApplied(applied);
  const hint = unwritten.length === 0 ? undefined : 'mend that, and apply the plan again: it stays pending until then';
  const error: Diagnostic = { severity: 'error', code: `deployment-${kind}`, message, hint };
  return { ...told, diagnostics: [...notes, error, ...unwritten] };
}

/** What became of a deployment that is not done, in one sentence. */
function describeApplied({ kind, failed, unhealthy, lost, unwritten }: Applied): string {
  const came = kind === 'rolled-back' ? 'what runs is what ran before' : 'it is not known what runs';
  if (failed === undefined) {
    const but = lost ?? (unwritten === undefined ? unhealthy : 'it cannot be remembered');
    return `the deployment is said to be done, but ${but}`;
  }
  const isRemembered = unwritten === undefined ? came : 'what came of it cannot be remembered';
  return `the deployment failed: ${failed.step.program} ${describeEnd(failed.end)}; ${isRemembered}`;
}

const codes = { done: 0, unchanged: 0, declined: 0, refused: 2, 'rolled-back': 6, inconsistent: 7 } as const;

/** What came of it, as data, and the exit code for that. */
export function tell(
  status: keyof typeof codes,
  { made, steps, kept }: SavedPlan,
  { json }: Pick<DeployGiven, 'json'>,
): Outcome {
  const data: JsonObject = { status, made, steps: steps.length, kept };
  return { exitCode: codes[status], ...(json && { data }) };
}
