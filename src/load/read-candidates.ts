import { decodeDistribution } from '../model/decode-distribution.ts';
import type { Distribution } from '../model/distribution.ts';
import type { LoadedModels } from './load-models.ts';
import { readAnyForm } from './read-any-form.ts';
import type { World } from './world.ts';

/** The distribution in a file, in any form; undefined without one, and where it cannot be read. */
export function readCandidates(file: string | undefined, models: LoadedModels, world: World): Distribution | undefined {
  if (file === undefined) return undefined;
  const { findings } = models;
  return findings.attempt(() =>
    decodeDistribution(readAnyForm(file, 'distribution', models, world), file, models, findings),
  );
}
