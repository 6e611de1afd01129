import { resolvePath } from '../base/path.ts';
import { readPlacementInstance } from '../solve/index.ts';
import { createEvaluator } from './create-evaluator.ts';
import type { EvaluationSettings } from './evaluation-settings.ts';
import type { World } from './world.ts';

/** A placement without models, its services and targets numbered from 0. */
export type PlainPlacement = ReturnType<typeof readPlacementInstance>;

/**
 * The placement problem in numbers of a file (`-` is standard input), which the settings must allow to be read.
 * @throws InputError with all that is wrong in it
 */
export function readPlainPlacement(file: string, settings: EvaluationSettings, world: World): PlainPlacement {
  const text =
    file === '-'
      ? world.standardInput()
      : createEvaluator(settings, world).host.files.read(resolvePath(world.folder, file));
  return readPlacementInstance(file, text, words);
}

/** A person plans services on targets, whatever the solver calls them. */
const words = {
  node: 'service',
  nodes: 'services',
  labels: 'targets',
  edge: 'dependency',
  anEdge: 'a dependency',
  edges: 'dependencies',
};
