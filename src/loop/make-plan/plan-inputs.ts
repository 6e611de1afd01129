import type { LoadRequest } from '../../load/load-request.ts';
import type { IntegerProgramSolver } from '../../solve/index.ts';

/** What is planned, by the names of files, and how. */
export interface PlanInputs {
  readonly models: LoadRequest;
  readonly policy: string | undefined;
  readonly qos: string | undefined;
  readonly filters: string | undefined;
  readonly idResources: string | undefined;
  readonly ids: string | undefined;
  /** The property of a service that lists the pools that it wants an id of. */
  readonly idsProperty: string;
  readonly timeLimit: number;
  readonly moveStateful: boolean;
  /** Whether a service runs on all targets that the distribution lists for it, not on one of them. */
  readonly keepsReplicas: boolean;
  readonly programs: IntegerProgramSolver;
  readonly isInterrupted: () => boolean;
}
