import { type Diagnostic, UserError } from '../../base/diagnostic.ts';
import { replaceIds } from '../../load/ids-lineage.ts';
import type { HeldLock } from '../../ports/disk/lock-file.ts';
import { makeFolder } from '../../ports/disk/make-folder.ts';
import { removeFile } from '../../ports/disk/remove-file.ts';
import { replaceFile } from '../../ports/disk/replace-file.ts';
import type { ProgramEnd, RunProgram } from '../../ports/programs/run-program.ts';
import { writeDisnixDistribution } from '../../write/distribution.ts';
import { deployFilesOf } from '../deploy/deploy-files.ts';
import type { Deployer, DeployFiles, DeployStep } from '../deploy/deployer.ts';
import type { SavedIds, SavedPlan } from '../saved-plan/saved-plan.ts';
import type { StateFiles } from '../state/state-files.ts';

/** What came of a deployment. */
export interface Applied {
  /**
   * `done`: what runs is what the plan says. `rolled-back`: it is what it was before. `inconsistent`: it is neither, or
   * nobody knows.
   */
  readonly kind: 'done' | 'rolled-back' | 'inconsistent';
  /** The program that did not end well, and how. */
  readonly failed?: { readonly step: DeployStep; readonly end: ProgramEnd } | undefined;
  /** Why what was deployed does not work, though all programs ended well. */
  readonly unhealthy?: string | undefined;
  /** Why others may have deployed meanwhile; then nothing of this is remembered. */
  readonly lost?: string | undefined;
  /** Which files could not be written that say what came of it; it is `inconsistent` then, and stays pending. */
  readonly unwritten?: readonly Diagnostic[] | undefined;
}

/** How a plan is deployed. */
export interface ApplySettings {
  readonly deployer: Deployer;
  readonly run: RunProgram;
  /** What programs see beside the files. */
  readonly environment: ReadonlyMap<string, string>;
  /** The folder in which they run: an absolute path. */
  readonly folder: string;
  readonly milliseconds: number;
  /** How many plans are kept that were applied before. */
  readonly mostHistory: number;
  /** The infrastructure model that deployers get, where it is not the one that was planned from: an absolute path. */
  readonly infrastructure?: string | undefined;
  /** Why what was deployed does not work; asked once all programs have ended well. */
  readonly findFault?: (() => string | undefined) | undefined;
  /** The lock of the ids file, where ids are assigned. */
  readonly idsLock?: HeldLock | undefined;
}

/**
 * Deploys a plan. From before the first program until what came of it is known, the state has the plan as pending: who
 * is killed in between leaves that behind. Ids are in their file while programs run, since models read them; where
 * everything is rolled back, so are they. The caller holds the lock of the state.
 * @throws UserError where a file cannot be read or written before anything runs; then all is as it was
 */
export function applyPlan(plan: SavedPlan, state: StateFiles, settings: ApplySettings): Applied {
  requireLocks(state, settings);
  const files = prepare(plan, state, settings);
  const ran = runSteps(settings.deployer.steps(plan, files), state.deployerFile, settings);
  const applied = stillOurs(ran, state, settings);
  try {
    remember(applied, plan, state, settings);
    return applied;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'inconsistent', failed: applied.failed, unwritten: error.diagnostics };
  }
}

/** Writes what programs read, and that they are about to run. */
function prepare(plan: SavedPlan, state: StateFiles, settings: ApplySettings): DeployFiles {
  const before = state.readPending();
  try {
    state.writePending(plan);
    const files = writeDeployFiles(plan, state, settings);
    if (plan.ids !== undefined) replaceIds(plan.ids.file, plan.ids.after);
    return files;
  } catch (error) {
    forget(before, state);
    throw error;
  }
}

/** Nothing ran: it is as well known as before what runs. Where that cannot be written either, the first error tells. */
function forget(before: SavedPlan | undefined, state: StateFiles): void {
  try {
    if (before === undefined) state.dropPending();
    else state.writePending(before);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

function remember({ kind }: Applied, plan: SavedPlan, state: StateFiles, { mostHistory }: ApplySettings): void {
  if (kind === 'done') state.commit(plan, mostHistory);
  if (kind !== 'rolled-back') return;
  if (plan.ids !== undefined) restoreIds(plan.ids);
  state.dropPending();
}

/** Where others may have deployed meanwhile, nobody knows what runs, and what they remember is left alone. */
function stillOurs(ran: Applied, state: StateFiles, settings: ApplySettings): Applied {
  try {
    requireLocks(state, settings);
    return ran;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'inconsistent', lost: error.diagnostics[0]?.message ?? 'the lock is lost' };
  }
}

/** @throws InputError where somebody removed a lock */
function requireLocks(state: StateFiles, { idsLock }: ApplySettings): void {
  state.requireHeld();
  idsLock?.requireHeld();
}

function writeDeployFiles(plan: SavedPlan, { folder }: StateFiles, { infrastructure }: ApplySettings): DeployFiles {
  const files = deployFilesOf(plan, folder, infrastructure);
  replaceFile(files.distribution, writeDisnixDistribution(plan.distribution));
  const exported = plan.deploy?.files ?? new Map<string, string>();
  if (exported.size > 0) makeFolder(files.folder);
  for (const [name, text] of exported) replaceFile(`${files.folder}/${name}`, text);
  return files;
}

function runSteps(steps: readonly DeployStep[], leftOverFile: string, settings: ApplySettings): Applied {
  // Programs that only look come first: until one of the others ran, nothing was changed.
  let isUntouched = true;
  for (const step of steps) {
    const end = settings.run({
      ...step,
      environment: new Map([...settings.environment, ...step.environment]),
      folder: settings.folder,
      milliseconds: settings.milliseconds,
      mostOutput: 0,
      isCaptured: false,
      leftOverFile,
    });
    if (end.kind === 'exit' && end.code === 0) {
      isUntouched &&= step.ifItFails === 'unchanged';
      continue;
    }
    return { kind: isUntouched && changedNothing(step, end) ? 'rolled-back' : 'inconsistent', failed: { step, end } };
  }
  const unhealthy = settings.findFault?.();
  return unhealthy === undefined ? { kind: 'done' } : { kind: 'inconsistent', unhealthy };
}

function changedNothing({ ifItFails }: DeployStep, end: ProgramEnd): boolean {
  if (end.kind === 'failed-to-start' || ifItFails === 'unchanged') return true;
  return ifItFails === 'by-code' && end.kind === 'exit' && end.code === 1;
}

function restoreIds({ file, before }: SavedIds): void {
  if (before === undefined) removeFile(file);
  else replaceIds(file, before);
}
