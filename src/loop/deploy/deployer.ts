import type { SavedPlan } from '../saved-plan/saved-plan.ts';

/** What a deployer is given: absolute paths of files that are there while it runs. */
export interface DeployFiles {
  readonly services: string;
  readonly infrastructure: string;
  /** The plan as `disnix-env` takes it. */
  readonly distribution: string;
  /** The plan as it is saved. */
  readonly plan: string;
  /** The ids file as it will be; undefined where no ids are assigned. */
  readonly ids: string | undefined;
}

/** One program of a deployment. */
export interface DeployStep {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** Its standard input. */
  readonly input: string;
}

/** What deploys plans: the programs that it runs for one, one after the other; pure, so that a plan can show them. */
export type Deployer = (plan: SavedPlan, files: DeployFiles) => readonly DeployStep[];

/** Names of environment variables by which programs find the files. */
export function fileVariables(files: DeployFiles): ReadonlyMap<string, string> {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['DYDISNIX_SERVICES', files.services],
    ['DYDISNIX_INFRASTRUCTURE', files.infrastructure],
    ['DYDISNIX_DISTRIBUTION', files.distribution],
    ['DYDISNIX_PLAN', files.plan],
    ['DYDISNIX_IDS', files.ids],
  ];
  return new Map(named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
