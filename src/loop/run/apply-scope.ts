import { InputError, UserError } from '../../base/diagnostic.ts';
import { readIfThere } from '../../load/read-if-there.ts';
import { readText } from '../../load/read-text.ts';
import { targetsOf } from '../../model/distribution.ts';
import { type HeldLock, withLockedFile } from '../../ports/disk/lock-file.ts';
import { describeEnd } from '../../write/applied.ts';
import { type ApplySettings, applyPlan, type Applied as Deployment } from '../apply/apply-plan.ts';
import { rollBackTo } from '../apply/roll-back-to.ts';
import type { Applied } from '../control/decision.ts';
import { completeDeploy } from '../deploy/prepare-deploy.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import { writeSavedPlan } from '../saved-plan/write-saved-plan.ts';
import { callProgram, environmentOf } from './call-program.ts';
import { checkHealth } from './check-health.ts';
import { reasonOf } from './discover.ts';
import type { LoopFiles } from './loop-files.ts';
import type { LoopSettings } from './loop-settings.ts';
import { writeThere } from './round-inputs.ts';
import type { Surroundings } from './surroundings.ts';

/** How an apply ended, before anybody looked. */
export type ApplyEnd = Pick<Applied, 'outcome' | 'reason'>;

/**
 * Deploys a plan. What cannot be done before anything runs (a file that cannot be written, ids that somebody else
 * assigned meanwhile) has changed nothing. The caller holds the lock of the state.
 * @param there the machines that are there
 */
export function applyScope(
  plan: SavedPlan,
  there: ReadonlySet<string>,
  settings: LoopSettings,
  files: LoopFiles,
  surroundings: Surroundings,
): ApplyEnd {
  try {
    return withLockedIds(plan, settings, idsLock => {
      if (plan.ids !== undefined && readIfThere(plan.ids.file) !== plan.ids.before) {
        return { outcome: 'failed', reason: 'somebody else assigned ids meanwhile' };
      }
      const fault = takeSnapshots(settings, surroundings);
      if (fault !== undefined) return { outcome: 'failed', reason: fault };
      const deployed = deploy(plan, there, { ...settings, idsLock }, files, surroundings);
      if (deployed.unhealthy === undefined || settings.health?.rollsBack !== true) return endOf(deployed);
      return rollBack(plan, deployed.unhealthy, there, settings, files, surroundings);
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Before the first program nothing was changed; after the last one what runs has to be read anyway.
    const isBegun = !(error instanceof InputError) || settings.state.readPending() !== undefined;
    return { outcome: isBegun ? 'unknown' : 'failed', reason: reasonOf(error) };
  }
}

/** Why snapshots could not be taken that were to be; before a first deployment there is nothing to take any of. */
function takeSnapshots({ disnix }: LoopSettings, surroundings: Surroundings): string | undefined {
  if (disnix?.snapshot === undefined || !disnix.isDeployed()) return undefined;
  const end = callProgram(disnix.snapshot, surroundings);
  return end.kind === 'exit' && end.code === 0 ? undefined : `${disnix.snapshot.program} ${describeEnd(end)}`;
}

/** Nobody else assigns ids meanwhile. */
function withLockedIds<T>(
  { ids }: SavedPlan,
  { lockTimeout }: LoopSettings,
  action: (lock: HeldLock | undefined) => T,
): T {
  return ids === undefined ? action(undefined) : withLockedFile(ids.file, lockTimeout, action);
}

function deploy(
  plan: SavedPlan,
  there: ReadonlySet<string>,
  settings: LoopSettings & Pick<ApplySettings, 'idsLock'>,
  files: LoopFiles,
  surroundings: Surroundings,
): Deployment {
  const { deployer, deployTimeout, history, health, state, idsLock } = settings;
  const planned = plan.inputs.files.get('infrastructure') ?? '';
  const isOwn = planned === files.machines || planned === files.augmented;
  const applySettings: ApplySettings = {
    deployer,
    run: surroundings.run,
    environment: new Map(environmentOf(surroundings.world.environment)),
    folder: surroundings.world.folder,
    milliseconds: deployTimeout,
    mostHistory: history,
    infrastructure: isOwn ? writeThere(planned, there, files) : undefined,
    idsLock,
    findFault: health && (() => checkHealth(health.call, writeSavedPlan(plan), surroundings)),
  };
  return applyPlan(plan, state, applySettings);
}

function endOf({ kind, failed, unhealthy, lost, unwritten }: Deployment): ApplyEnd {
  if (lost !== undefined) return { outcome: 'unknown', reason: lost };
  if (kind === 'done') return { outcome: 'done', reason: '' };
  if (unwritten !== undefined) return { outcome: 'unknown', reason: `not remembered: ${unwritten[0]?.message}` };
  if (unhealthy !== undefined) return { outcome: 'unknown', reason: `not healthy in time: ${unhealthy}` };
  const reason = failed === undefined ? 'it failed' : `${failed.step.program} ${describeEnd(failed.end)}`;
  if (kind === 'rolled-back') return { outcome: 'failed', reason };
  // Who was ended in the middle of it left something behind, and nobody knows what.
  return { outcome: failed?.end.kind === 'exit' ? 'inconsistent' : 'unknown', reason };
}

/** Deploys the plan again that was current before one that does not work. */
function rollBack(
  plan: SavedPlan,
  unhealthy: string,
  there: ReadonlySet<string>,
  settings: LoopSettings,
  files: LoopFiles,
  surroundings: Surroundings,
): ApplyEnd {
  const reason = `not healthy in time: ${unhealthy}`;
  const earlier = settings.state.readCurrent();
  if (earlier === undefined) return { outcome: 'unknown', reason: `${reason}; there is no plan to go back to` };
  const { distribution } = earlier;
  const gone = [...distribution.mappings.keys()]
    .flatMap(service => targetsOf(distribution, service))
    .find(target => !there.has(target));
  if (gone !== undefined) {
    return { outcome: 'unknown', reason: `${reason}; the plan before it cannot be deployed again: ${gone} is gone` };
  }
  const back = stopNews(rollBackTo(earlier, plan, readIfThere, new Date(surroundings.now())), settings);
  const { outcome, reason: other } = endOf(
    deploy(back, there, { ...settings, health: undefined }, files, surroundings),
  );
  return outcome === 'done'
    ? { outcome: 'failed', reason: `${reason}; the plan before it was deployed again` }
    : {
        outcome: outcome === 'unknown' ? 'unknown' : 'inconsistent',
        reason: `${reason}; going back failed, too: ${other}`,
      };
}

/** What the plan that does not work started is stopped, too. */
function stopNews(back: SavedPlan, { state, deployer }: LoopSettings): SavedPlan {
  const around = { folder: state.folder, before: state.readDeployed(), read: readText };
  return back.deploy?.by.name === deployer.settings.name ? completeDeploy(back, back.deploy, deployer, around) : back;
}
