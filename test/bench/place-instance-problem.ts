import { JsonReader } from '../../src/load/json-reader.ts';
import { poseInstance } from '../../src/load/plain-place/pose-instance.ts';
import { readInstance } from '../../src/load/plain-place/read-instance.ts';
import type { PlaceProblem } from '../../src/solve/index.ts';
import type { PlaceInstance } from './place-instances.ts';

/** A plain system as the placement problem that `--instance` makes of it: links first, then targets used, then moves. */
export function toPlaceProblem(instance: PlaceInstance): PlaceProblem {
  const reader = new JsonReader('instance', JSON.stringify(instance), { what: 'the instance', code: 'instance' });
  const problem = poseInstance(readInstance(reader), reader);
  reader.finish();
  return problem;
}
