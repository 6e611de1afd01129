import { keyOfObject, type ToolObject } from '../../exchange/tool-object.ts';
import type { SavedDeploy, SavedObject, SavedPlan } from '../saved-plan/saved-plan.ts';
import type { Deployer, ReadFile } from './deployer.ts';

/**
 * How a plan is deployed, with what stops the services that are gone: tools that are told what to have do not hear of
 * those. Which these are, and what they are for the tool, plans know that were deployed before; of others it may be
 * told that they go on. O(services).
 * @param deploy with the files and objects of the plan itself
 * @param before plans that were deployed, or whose deployment began
 * @throws UserError for files of one's own that cannot be read
 */
export function stopForgotten(
  { steps }: Pick<SavedPlan, 'steps'>,
  deploy: SavedDeploy,
  deployer: Deployer,
  before: readonly SavedPlan[],
  read: ReadFile,
): SavedDeploy {
  const earlier = before.flatMap(plan => (plan.deploy?.by.name === deploy.by.name ? [plan.deploy] : []));
  const placed = deploy.objects.filter(({ isStopped }) => !isStopped);
  const gone = listGone(steps, deploy, earlier);
  const own = new Map([...deploy.files].filter(([file]) => !file.startsWith('stopped')));
  const texts = earlier.flatMap(({ files }) => [...files.values()]);
  const { files, kept, omissions } = deployer.stopObjects(own, gone, texts, read);
  const objects: readonly SavedObject[] = [...placed, ...kept.map(one => ({ ...one, isStopped: true }))];
  return { ...deploy, files, objects, omissions: [...(deploy.untold ?? []), ...omissions] };
}

/** What the plan has no more, each object once; of services that nobody knows as objects their names alone. */
function listGone(
  steps: SavedPlan['steps'],
  { objects }: SavedDeploy,
  earlier: readonly SavedDeploy[],
): readonly ToolObject[] {
  const placed = new Set(objects.filter(({ isStopped }) => !isStopped).map(keyOfObject));
  const gone = new Map<string, ToolObject>();
  for (const { service, names } of [...objects, ...earlier.flatMap(one => one.objects)]) {
    const key = keyOfObject({ service, names });
    if (!placed.has(key)) gone.set(key, { service, names });
  }
  const known = new Set([...objects, ...gone.values()].map(({ service }) => service));
  const others = steps.filter(({ service, kind }) => kind === 'stop' && !known.has(service));
  return [...gone.values(), ...others.map(({ service }) => ({ service, names: new Map<string, string>() }))];
}
