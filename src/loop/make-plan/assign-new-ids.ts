import { resolvePath } from '../../base/path.ts';
import { nextIdentity } from '../../load/ids-lineage.ts';
import { judgeLineage } from '../../load/judge-lineage.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import { readIdResources, readIds } from '../../load/read-ids.ts';
import type { World } from '../../load/world.ts';
import type { IdResources } from '../../model/id-resources.ts';
import { type IdAssignments, type IdsFile, noIdAssignments } from '../../model/ids.ts';
import { assignIds, type IdChanges, type NoPlan } from '../../plan/index.ts';
import { identifyText, sayTheSame, writeIds } from '../../write/ids.ts';
import { refusePinConflicts } from '../../write/reasons/ids.ts';
import type { SavedIds } from '../saved-plan/saved-plan.ts';
import type { ChosenPlaces } from './choose-places.ts';
import type { MatterInputs } from './plan-inputs.ts';

/** The pools, and the ids that there are. */
export interface KnownIds {
  readonly resources: IdResources | undefined;
  readonly ids: IdsFile;
}

/** The ids of a plan. */
export interface MadeIds {
  readonly kind: 'planned';
  readonly saved: SavedIds;
  readonly before: IdAssignments;
  readonly after: IdAssignments;
  readonly changes: IdChanges;
}

/** Reads the pools and the ids file, which need not be there yet; what is wrong goes to the findings of the models. */
export function readKnownIds(
  { idResources, ids }: MatterInputs,
  { evaluator, findings }: LoadedModels,
  world: World,
): KnownIds {
  const resources = idResources === undefined ? undefined : readIdResources(idResources, evaluator, findings);
  if (ids === undefined) return { resources, ids: noIdAssignments };
  const read = readIds(ids, ids, world, evaluator, findings);
  const wrong = judgeLineage(ids, resolvePath(world.folder, ids), read.identity);
  if (wrong !== undefined) findings.add(wrong);
  return { resources, ids: read };
}

/** Ids for the services of a plan; undefined where there are no pools. */
export function assignNewIds(
  { services, distribution, absent }: Pick<ChosenPlaces, 'services' | 'distribution' | 'absent'>,
  { resources, ids: before }: KnownIds,
  { ids: file, idsProperty }: MatterInputs,
  { infrastructure, findings, evaluator }: LoadedModels,
  world: World,
): MadeIds | NoPlan<'impossible' | 'unknown', unknown> | undefined {
  if (resources === undefined || file === undefined) return undefined;
  const holders = { mappings: new Map([...(absent?.mappings ?? []), ...distribution.mappings]) };
  const outcome = assignIds(
    { services, infrastructure, distribution: holders, resources, previous: before },
    { serviceProperty: idsProperty },
    findings,
  );
  refusePinConflicts(outcome, findings);
  if (outcome.kind !== 'planned') return outcome;
  const path = resolvePath(world.folder, file);
  const { files } = evaluator.host;
  const { assignments } = outcome;
  const written = writeIds(assignments);
  const identity = nextIdentity(path, before, !sayTheSame(assignments, before), () => written);
  const saved = {
    file: path,
    before: files.exists(path) ? files.read(path) : undefined,
    after: identifyText(written, identity),
  };
  return { kind: 'planned', saved, before, after: assignments, changes: outcome.proof };
}
