import type { Position } from '../base/source.ts';
import type { AttributeSetValue } from '../nix/index.ts';

/** A services model, checked: every dependency names a service of the model. Keys in byte order. */
export interface ServicesModel {
  readonly services: ReadonlyMap<string, Service>;
  /**
   * Whether an attribute of a service has its value from an ids file that the model reads: with other ids it is another
   * one. Undefined where nothing is read.
   */
  readonly followsIds?: ((service: string, attribute: string) => boolean) | undefined;
}

/** How often a service runs: so many times, or once on each of its candidates. Replicas are on different targets. */
export type Replicas = number | 'all';

/** One service of a model. */
export interface Service {
  /** The attribute name in the services model: what identifies the service everywhere in this program. */
  readonly key: string;
  /** The `name` property; the key where the model leaves it out. Dependencies are found by it. */
  readonly name: string;
  readonly type: string | undefined;
  /** Keys of services, in byte order, without doubles. */
  readonly dependsOn: readonly string[];
  readonly connectsTo: readonly string[];
  /** The `replicas` property; undefined where the service says nothing, which means once. */
  readonly replicas: Replicas | undefined;
  /** The `stateful` property: the service has data where it is, and moves only where that is allowed. */
  readonly stateful: boolean;
  /** All attributes as the model has them, unforced. Read them with `readAttribute`; never force `pkg`. */
  readonly attributes: AttributeSetValue;
  readonly position: Position | undefined;
}
