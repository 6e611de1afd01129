import { fromBytes } from '../../base/bytes.ts';
import { Findings } from '../../base/findings.ts';
import { buildDistributionGraph } from '../../graph/distribution-graph.ts';
import { decodeLinkWeights } from '../../model/decode-link-weights.ts';
import { writeDisnixDistribution, writeDistribution } from '../../write/distribution.ts';
import { writeDot } from '../../write/picture/dot.ts';
import { translateErrors } from '../translate-errors.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import { fromPlainDistribution } from './plain.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/**
 * A distribution as the tools print it: service → names of targets, in Nix.
 *
 * @example
 * ```ts
 * import { writeNix } from 'dydisnix';
 *
 * console.log(await writeNix({ web: ['test1'] }));
 * ```
 */
export async function writeNix(distribution: PlainDistribution): Promise<string> {
  return fromBytes(writeDistribution(fromPlainDistribution(distribution)));
}

/**
 * A distribution as `disnix-env` takes it: a function of `{ infrastructure }`, in Nix.
 *
 * @example
 * ```ts
 * import { writeDisnix } from 'dydisnix';
 *
 * console.log(await writeDisnix({ web: ['test1'] }));
 * ```
 */
export async function writeDisnix(distribution: PlainDistribution): Promise<string> {
  return fromBytes(writeDisnixDistribution(fromPlainDistribution(distribution)));
}

/**
 * A plan as a picture in the DOT language of Graphviz: every target a box, in it its services, and an edge for each
 * dependency.
 *
 * @example
 * ```ts
 * import { loadModels, multiwayCut, writePlanAsDot } from 'dydisnix';
 *
 * const models = await loadModels({ services: '{ web = { name = "web"; }; }', infrastructure: '{ test1 = { }; }' });
 * const plan = await multiwayCut(models);
 * if (plan.kind === 'planned') console.log(await writePlanAsDot(models, plan.distribution));
 * ```
 */
export async function writePlanAsDot(models: Models, distribution: PlainDistribution): Promise<string> {
  const { services, infrastructure } = contentsOf(models);
  return translateErrors(() => {
    const weightOf = decodeLinkWeights(services, new Findings());
    const drawing = buildDistributionGraph(services, infrastructure, fromPlainDistribution(distribution), weightOf);
    return fromBytes(writeDot(drawing));
  });
}
