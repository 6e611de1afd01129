import type { LoadedModels } from '../../load/load-models.ts';
import type { LoopOptions } from '../control/loop-options.ts';
import type { Deployer } from '../deploy/deployer.ts';
import type { Deployed } from '../deployed.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';
import type { StateFiles } from '../state/state-files.ts';

/** A program that the loop calls: an argument list, and how long it may take. */
export interface CalledProgram {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly milliseconds: number;
}

/** How machines are discovered. */
export type Discovery =
  /** They are those of the infrastructure model: what it says holds at once. */
  | { readonly kind: 'model' }
  /** A program prints them; `seed` is a model that lists them beforehand, for a program that asks machines by name. */
  | { readonly kind: 'program'; readonly call: CalledProgram; readonly seed: string | undefined };

/** All that a loop is told when it begins. Paths are absolute. */
export interface LoopSettings {
  /** What is planned; the infrastructure is that of the model, or undefined where machines are discovered. */
  readonly inputs: PlanInputs;
  readonly discovery: Discovery;
  /** A function of `{ infrastructure }` that adds to what machines say of themselves. */
  readonly augment: string | undefined;
  readonly control: LoopOptions;
  readonly state: StateFiles;
  readonly profile: string;
  readonly deployer: Deployer;
  readonly running: RunningSource;
  /** How long a deployment may take, in milliseconds. */
  readonly deployTimeout: number;
  /** How many plans are kept that were applied before. */
  readonly history: number;
  /** How long to wait for others who deploy this profile, in seconds. */
  readonly lockTimeout: number;
  readonly disnix: DisnixHelp | undefined;
  /** Whether Disnix builds what is planned and what is deployed, so that it is known which packages are others. */
  readonly buildsPackages: boolean;
  readonly freezeFile: string;
  readonly approveProgram: CalledProgram | undefined;
  readonly health: HealthCheck | undefined;
  readonly notify: CalledProgram | undefined;
  readonly log: 'text' | 'json';
  readonly statusFile: string;
  readonly metricsFile: string | undefined;
  /** Whether it ends after one round. */
  readonly once: boolean;
}

/** How it is known what runs. */
export interface RunningSource {
  /** Whether machines themselves are asked, or what was written down when it was deployed is read. */
  readonly source: 'machines' | 'record';
  /** @throws UserError where nobody can tell */
  readonly read: (inputs: PlanInputs, models: LoadedModels) => Deployed;
}

/** What Disnix is asked to do beside deploying. */
export interface DisnixHelp {
  /** Takes snapshots of data before each deployment. */
  readonly snapshot: CalledProgram | undefined;
  /** Whether anything is deployed of which there could be snapshots. */
  readonly isDeployed: () => boolean;
  /**
   * Makes the coordinator's profile what machines say that runs; the infrastructure model is to follow its arguments.
   * It is called where all machines answered alone: others it would forget.
   */
  readonly reconstruct: CalledProgram | undefined;
}

/** A program that ends with 0 when what was deployed works; it is called again until then, or until the deadline. */
export interface HealthCheck {
  /** Its time is the deadline, from the end of the deployment. */
  readonly call: CalledProgram;
  /** Whether the plan before is deployed again where it is too late. */
  readonly rollsBack: boolean;
}
