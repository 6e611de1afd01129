import { resolvePath } from '../../base/path.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import { readDeployedState } from '../../load/read-deployed-state.ts';
import type { World } from '../../load/world.ts';
import { isFile } from '../../ports/disk/is-file.ts';
import type { RunProgram } from '../../ports/programs/run-program.ts';
import { type Deployed, deployedByState } from '../deployed.ts';
import type { StateFiles } from '../state/state-files.ts';
import { askProgram } from './ask-program.ts';
import { deployedByManifest } from './deployed-by-manifest.ts';
import { deployedByText } from './deployed-by-text.ts';
import type { DeployedFrom } from './deployed-from.ts';

/**
 * What is deployed by now, asked where that is known.
 * @param run who runs the program that is asked
 * @throws UserError where nobody can tell: what cannot be read, and a program that fails
 */
export function readDeployed(
  from: DeployedFrom,
  state: StateFiles,
  models: LoadedModels,
  world: World,
  run?: RunProgram,
): Deployed {
  switch (from.kind) {
    case 'state':
      return deployedByState(state);
    case 'profile': {
      if (!isFile(from.path) && !isFile(`${from.path}/manifest.xml`)) return deployedByState(state);
      const manifest = readDeployedState(from.path, models.evaluator, world, models.findings);
      return deployedByManifest({ kind: 'manifest', file: from.path }, manifest, state.readCurrent(), models.services);
    }
    case 'given':
      return deployedByText({ kind: 'given', file: from.file }, from.file, state, models, world);
    case 'program': {
      world.progress('asking what is deployed');
      const printed = askProgram(from, world, run);
      const file = resolvePath(world.folder, `output of ${from.program.replace(/^.*\//s, '')}`);
      return deployedByText({ kind: 'printed', program: from.program }, file, state, models, world, printed);
    }
  }
}
