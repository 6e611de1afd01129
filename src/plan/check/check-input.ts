import type { Distribution } from '../../model/distribution.ts';
import type { IdResources } from '../../model/id-resources.ts';
import type { IdAssignments } from '../../model/ids.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { LocateInIds } from '../../model/locate-in-ids.ts';
import type { ServicesModel } from '../../model/service.ts';

/** The models that there are to check. What was not given is undefined, and what needs it is not checked. */
export interface CheckInput {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  readonly distribution: Distribution | undefined;
  readonly resources: IdResources | undefined;
  readonly ids: IdAssignments | undefined;
  /** The property that names the pools a service wants an id of. */
  readonly serviceProperty: string;
  /** The file of the ids, for findings about it. */
  readonly idsFile: string | undefined;
  /** Where a part of it is written; undefined where that is not known. */
  readonly locateInIds?: LocateInIds | undefined;
}
