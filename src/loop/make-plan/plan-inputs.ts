import type { LoadRequest } from '../../load/load-request.ts';
import type { IntegerProgramSolver, Timing } from '../../solve/index.ts';
import type { DeployedFrom } from '../read-deployed/deployed-from.ts';
import type { WhatIf } from '../what-if/what-if.ts';

/** Whether Nix is asked what can be built: it evaluates packages, or builds them. */
export const buildables = ['unasked', 'evaluated', 'built'] as const;
export type Buildable = (typeof buildables)[number];

/** What a plan is made of, by the names of files, and how it is read. */
export interface MatterInputs {
  readonly models: LoadRequest;
  readonly policy: string | undefined;
  readonly qos: string | undefined;
  readonly filters: string | undefined;
  readonly idResources: string | undefined;
  /** Where ids are kept; given wherever there are pools. */
  readonly ids: string | undefined;
  /** The property of a service that lists the pools that it wants an id of. */
  readonly idsProperty: string;
  /** Whether a service runs on all targets that the distribution lists for it, not on one of them. */
  readonly keepsReplicas: boolean;
  /** Whether candidates fall out that an installed Nix cannot build, and how it finds that out. */
  readonly buildable: Buildable;
  /** Where it is asked what is deployed. */
  readonly deployedFrom: DeployedFrom;
  /** What is taken to be otherwise; the models are loaded with what of it concerns them. */
  readonly whatIf: WhatIf;
}

/** The same, and how a plan is looked for. */
export interface PlanInputs extends MatterInputs, Pick<Timing, 'now'> {
  readonly timeLimit: number;
  readonly moveStateful: boolean;
  readonly programs: IntegerProgramSolver;
  readonly isInterrupted: () => boolean;
}
