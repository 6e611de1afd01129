import { resolvePath } from '../base/path.ts';
import type { PlaceProblem } from '../solve/index.ts';
import { createEvaluator } from './create-evaluator.ts';
import type { EvaluationSettings } from './evaluation-settings.ts';
import { JsonReader } from './json-reader.ts';
import { poseInstance } from './plain-place/pose-instance.ts';
import { readInstance } from './plain-place/read-instance.ts';
import type { World } from './world.ts';

/**
 * The combined placement problem in numbers of a JSON file (`-` is standard input), which the settings must allow to be
 * read: units that go to targets, see `PlainInstance`. What counts is links, then targets, then moves.
 * @throws InputError with all that is wrong in it, EvaluationError where it is no JSON. O(length of the text).
 */
export function readPlainPlace(file: string, settings: EvaluationSettings, world: World): PlaceProblem {
  const text =
    file === '-'
      ? world.standardInput()
      : createEvaluator(settings, world).host.files.read(resolvePath(world.folder, file));
  const reader = new JsonReader(file, text, { what: 'the instance', code: 'instance' });
  const problem = poseInstance(readInstance(reader), reader);
  reader.finish();
  return problem;
}
