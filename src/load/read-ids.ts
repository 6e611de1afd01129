import { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import { decodeIdResources } from '../model/decode-id-resources.ts';
import { decodeIds } from '../model/decode-ids.ts';
import type { IdResources } from '../model/id-resources.ts';
import { type IdsFile, noIdAssignments } from '../model/ids.ts';
import { type LocateInIds, locateInValue } from '../model/locate-in-ids.ts';
import { readPlainIds } from '../model/read-plain-ids.ts';
import { force, lazy } from '../nix/index.ts';
import { cannotRead } from '../ports/disk/cannot-write.ts';
import { followLinks } from '../ports/disk/disk-path.ts';
import type { Evaluator } from './evaluator.ts';
import type { World } from './world.ts';

/** The pools of an ID resources model. What is wrong with it goes to the findings. */
export function readIdResources(file: string, evaluator: Evaluator, findings: Findings): IdResources {
  const read = () => {
    const value = evaluator.evaluateModel(file, 'ID resources model', [
      ['system', evaluator.host.settings.system],
      ['pkgs', evaluator.packages],
    ]);
    return decodeIdResources(value, file, findings);
  };
  return findings.attempt(read) ?? { pools: new Map() };
}

/**
 * The ids of a file. It may be missing or empty when it is the one that will be written as well (`output`): then this
 * is the first run.
 */
export function readIds(
  file: string,
  output: string | undefined,
  world: World,
  evaluator: Evaluator,
  findings: Findings,
): IdsFile {
  const nothing = saysNothing(file, output, world, evaluator);
  if (nothing !== undefined) {
    findings.warning('no-ids-yet', `"${file}" ${nothing}, so all ids are new`);
    return noIdAssignments;
  }
  const read = () =>
    readWrittenIds(file, world, evaluator) ?? decodeIds(evaluator.evaluateModel(file, 'ids file', []), file, findings);
  return findings.attempt(read) ?? noIdAssignments;
}

/** The same of a file that is only looked at, and where its parts are written, which is found when somebody asks. */
export function readIdsWithPlaces(
  file: string,
  world: World,
  evaluator: Evaluator,
  findings: Findings,
): { readonly ids: IdsFile; readonly locate: LocateInIds } {
  const value = lazy(() => evaluator.evaluateModel(file, 'ids file', []));
  const read = () => readWrittenIds(file, world, evaluator) ?? decodeIds(force(value), file, findings);
  return {
    ids: findings.attempt(read) ?? noIdAssignments,
    // What fails here was told above.
    locate: path => new Findings().attempt(() => locateInValue(force(value), path)),
  };
}

/**
 * The file that a run reads its ids from: the one that is said, or else the one that stands where the result goes, so
 * that a run which was given no ids does not give them all anew. Undefined where there is none.
 */
export function findIdsFile(
  ids: string | undefined,
  output: string | undefined,
  { folder }: World,
  { host }: Evaluator,
): string | undefined {
  if (ids !== undefined || output === undefined) return ids;
  const path = findTarget(resolvePath(folder, output));
  return host.files.kind(path) === 'regular' ? output : undefined;
}

/** The ids of a file that this program wrote and nobody changed; undefined for any other one. */
function readWrittenIds(file: string, { folder }: World, { host }: Evaluator): IdsFile | undefined {
  const path = resolvePath(folder, file);
  return file !== '-' && host.files.kind(findTarget(path)) === 'regular'
    ? readPlainIds(host.files.read(path))
    : undefined;
}

/** Why there are no ids in the file that will be written as well: then this is the first run. */
function saysNothing(
  ids: string,
  output: string | undefined,
  { folder }: World,
  { host }: Evaluator,
): string | undefined {
  if (output === undefined || ids === '-') return undefined;
  const path = resolvePath(folder, ids);
  if (path !== resolvePath(folder, output)) return undefined;
  const file = findTarget(path);
  // What may not be looked at is not missing: all ids would be given anew.
  const kind = host.files.kind(file);
  if (kind === undefined) return 'does not exist yet';
  return kind === 'regular' && host.files.read(file) === '' ? 'is empty' : undefined;
}

/** The file behind links. @throws InputError where a link cannot be read */
function findTarget(path: string): string {
  try {
    return followLinks(path);
  } catch (error) {
    throw cannotRead(path, error);
  }
}
