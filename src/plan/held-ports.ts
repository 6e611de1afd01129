import type { Position } from '../base/source.ts';
import type { Distribution } from '../model/distribution.ts';
import type { HeldNumbers, IdResources } from '../model/id-resources.ts';
import type { IdAssignments } from '../model/ids.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';

/** Numbers that are held, with where the models say so. */
export interface HeldPorts extends HeldNumbers {
  /** Where it is no service: the container that has them; undefined for a property of the target itself. */
  readonly container?: string | undefined;
  readonly positionOf: () => Position | undefined;
}

/** What is looked through. */
export interface HeldSources {
  readonly services: ServicesModel;
  readonly distribution: Distribution | undefined;
  readonly resources: IdResources;
  readonly previous: IdAssignments;
  /** Undefined: nothing is known of what machines have. */
  readonly infrastructure: InfrastructureModel | undefined;
}
