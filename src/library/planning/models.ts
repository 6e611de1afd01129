import type { Finding } from '../input-error.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** A service of the models. */
export interface ServiceSummary {
  /** The attribute name in the services model: what plans call it. */
  readonly key: string;
  /** Its property `name`, or the key. */
  readonly name: string;
  /** Keys of the services that it depends on, in byte order. */
  readonly dependsOn: readonly string[];
  /** Keys of the services that it is connected to, without an order of activation. */
  readonly connectsTo: readonly string[];
}

/** Models that were read and checked: what planners take. Made by `loadModels`. */
export interface Models {
  /** In byte order of the keys. */
  readonly services: readonly ServiceSummary[];
  /** Names of the machines, in byte order. */
  readonly targets: readonly string[];
  /** The candidates of each service; undefined where no distribution was given: then every target is one. */
  readonly distribution: PlainDistribution | undefined;
  /** What may not be as it was meant. */
  readonly warnings: readonly Finding[];
}
