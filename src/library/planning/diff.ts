import { fromBytes } from '../../base/bytes.ts';
import { compareDistributions } from '../../plan/index.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import { fromPlainDistribution, toTexts } from './plain.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** A service that both plans have, and all its targets in each. */
export interface ServiceMove {
  readonly service: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What differs between two plans. Lists are in byte order of the services. */
export interface PlanChanges {
  /** How many services stay where they are. */
  readonly kept: number;
  readonly added: readonly { readonly service: string; readonly to: readonly string[] }[];
  readonly removed: readonly { readonly service: string; readonly from: readonly string[] }[];
  /** Services that leave some targets for others. */
  readonly moved: readonly ServiceMove[];
  /** Services that stay where they are, and run on more targets; and those that run on fewer. */
  readonly scaledOut: readonly ServiceMove[];
  readonly scaledIn: readonly ServiceMove[];
  /** Dependencies between services of both plans that now cross the network, and those that no longer do. */
  readonly becameNetworkLinks: readonly (readonly [string, string])[];
  readonly becameLocal: readonly (readonly [string, string])[];
}

/**
 * What changes from one plan to another. The order of a service's targets does not count. O(services + dependencies),
 * and sorting.
 *
 * @example
 * ```ts
 * import { diff, loadModels } from 'dydisnix';
 *
 * const models = await loadModels({ services: '{ web = { name = "web"; }; }', infrastructure: '{ test1 = { }; }' });
 * const { moved } = await diff(models, { web: ['test1'] }, { web: ['test2'] });
 * console.log(moved); // [ { service: 'web', from: [ 'test1' ], to: [ 'test2' ] } ]
 * ```
 */
export async function diff(models: Models, before: PlainDistribution, after: PlainDistribution): Promise<PlanChanges> {
  const { services } = contentsOf(models);
  const changes = compareDistributions(fromPlainDistribution(before), fromPlainDistribution(after), services);
  const toPair = ([a, b]: readonly [string, string]): [string, string] => [fromBytes(a), fromBytes(b)];
  return {
    kept: changes.kept,
    added: changes.added.map(({ service, to }) => ({ service: fromBytes(service), to: toTexts(to) })),
    removed: changes.removed.map(({ service, from }) => ({ service: fromBytes(service), from: toTexts(from) })),
    moved: changes.moved.map(toPlainMove),
    scaledOut: changes.scaledOut.map(toPlainMove),
    scaledIn: changes.scaledIn.map(toPlainMove),
    becameNetworkLinks: changes.becameNetworkLinks.map(toPair),
    becameLocal: changes.becameLocal.map(toPair),
  };
}

function toPlainMove({ service, from, to }: ServiceMove): ServiceMove {
  return { service: fromBytes(service), from: toTexts(from), to: toTexts(to) };
}
