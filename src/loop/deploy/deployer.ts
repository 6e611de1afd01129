import type { PlacedModels } from '../../exchange/placed-services.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import type { DeployCommand, DeployerSettings } from './deployer-settings.ts';

/** What a deployer is given: absolute paths of files that are there while it runs. */
export interface DeployFiles {
  /** Where the files are that were exported for it. */
  readonly folder: string;
  readonly services: string;
  readonly infrastructure: string;
  /** The plan as `disnix-env` takes it. */
  readonly distribution: string;
  /** The plan as it is saved. */
  readonly plan: string;
  /** The ids file as it will be; undefined where no ids are assigned. */
  readonly ids: string | undefined;
}

/** The same with all that it is given. */
export interface DeployStep extends DeployCommand {
  readonly environment: ReadonlyMap<string, string>;
  /** Its standard input. */
  readonly input: string;
}

/** What deploys plans. */
export interface Deployer {
  readonly settings: DeployerSettings;
  /**
   * The files that it needs, by their names, made of a plan and its models.
   * @param read the text of a file of one's own
   * @throws UserError for what it cannot say
   */
  exportFiles(models: PlacedModels, read: (file: string) => string): ReadonlyMap<string, string>;
  /** The programs that it runs for a plan, one after the other; pure, so that a plan can show them. */
  steps(plan: SavedPlan, files: DeployFiles): readonly DeployStep[];
  /** What of a plan it does not do, in sentences without full stops. */
  omissions(plan: Pick<SavedPlan, 'steps'>, models: PlacedModels): readonly string[];
}

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

/** A program that is told by its arguments and the files. */
export function makeStep(
  [program = '', ...words]: readonly string[],
  ifItFails: DeployStep['ifItFails'],
  files: DeployFiles,
): DeployStep {
  return { program, arguments: words, environment: fileVariables(files), input: '', ifItFails };
}

/** Services that stop and are no more in the models: tools that are told what to have do not hear of them. */
export function listForgotten(
  { steps }: Pick<SavedPlan, 'steps'>,
  { services, distribution }: PlacedModels,
): readonly string[] {
  return steps.flatMap(({ service, kind }) =>
    kind === 'stop' && !services.services.has(service) && !distribution.mappings.has(service) ? [service] : [],
  );
}
