import type { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import { decodeIdResources } from '../model/decode-id-resources.ts';
import { decodeIds } from '../model/decode-ids.ts';
import type { IdResources } from '../model/id-resources.ts';
import { type IdAssignments, noIdAssignments } from '../model/ids.ts';
import { readPlainIds } from '../model/read-plain-ids.ts';
import { followLinks } from '../ports/disk/replace-file.ts';
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
 * The ids of a file. It may be missing when it is the one that will be written as well (`output`): then this is the
 * first run.
 */
export function readIds(
  file: string,
  output: string | undefined,
  world: World,
  evaluator: Evaluator,
  findings: Findings,
): IdAssignments {
  if (isFirstRun(file, output, world, evaluator)) {
    findings.warning('no-ids-yet', `"${file}" does not exist yet, so all ids are new`);
    return noIdAssignments;
  }
  const read = () =>
    readWrittenIds(file, world, evaluator) ?? decodeIds(evaluator.evaluateModel(file, 'ids file', []), file, findings);
  return findings.attempt(read) ?? noIdAssignments;
}

/** The ids of a file that this program wrote and nobody changed; undefined for any other one. */
function readWrittenIds(file: string, { folder }: World, { host }: Evaluator): IdAssignments | undefined {
  const path = resolvePath(folder, file);
  return file !== '-' && host.files.kind(followLinks(path)) === 'regular'
    ? readPlainIds(host.files.read(path))
    : undefined;
}

function isFirstRun(ids: string, output: string | undefined, { folder }: World, { host }: Evaluator): boolean {
  if (output === undefined || ids === '-') return false;
  const path = resolvePath(folder, ids);
  return path === resolvePath(folder, output) && !host.files.exists(followLinks(path));
}
