import type { Distribution } from '../../model/distribution.ts';
import type { IdResources, Pool } from '../../model/id-resources.ts';
import type { IdAssignments } from '../../model/ids.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { LiteralPort } from '../../model/literal-ports.ts';
import type { ServicesModel } from '../../model/service.ts';
import type { HeldRange, IdRequests, IdWish } from '../../verify/id-claim.ts';

/** What ids are assigned from, as the models and the command line say it. */
export interface AskedIdModels {
  readonly services: ServicesModel;
  /** Undefined: nothing is known of what machines have. */
  readonly infrastructure: InfrastructureModel | undefined;
  /** Undefined: every service is served, and pools are of global scope. */
  readonly distribution: Distribution | undefined;
  readonly resources: IdResources;
  readonly previous: IdAssignments;
  /** The property that names the pools a service wants an id of. */
  readonly serviceProperty: string;
}

/** A wish, and the service that has it: of `web:metrics` it is `web`. */
export interface AskedWish extends IdWish {
  readonly owner: string;
}

/** What was asked, and who has numbers of pools by himself. */
export interface AskedIds extends IdRequests {
  readonly held: ReadonlyMap<string, readonly AskedHeld[]>;
}

/** What is held, and by which container where no service has it. */
export interface AskedHeld extends HeldRange {
  readonly container?: string | undefined;
}

/** Numbers `from … to`. */
export interface Numbers {
  readonly from: number;
  readonly to: number;
}

/** An id of a pool of ports that a service pins, or has from before. */
export interface OwnId extends Numbers {
  readonly pool: Pool;
  readonly isPin: boolean;
}

/** A service that says ports, or has ids that are ports. */
export interface Speaker {
  readonly key: string;
  /** What its numbers with names are called: `web:metrics`. */
  readonly aliases: readonly string[];
  readonly targets: readonly string[];
  readonly said: readonly LiteralPort[];
  readonly own: readonly OwnId[];
}
