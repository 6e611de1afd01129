import type { PlacedModels } from '../../exchange/placed-services.ts';
import type { ToolObject } from '../../exchange/tool-object.ts';
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
  exportFiles(models: PlacedModels, read: ReadFile): ExportedFiles;
  /** What of a plan it cannot do: sentences without full stops. */
  listUntold?(models: PlacedModels): readonly string[];
  /** The programs that it runs for a plan, one after the other; pure, so that a plan can show them. */
  steps(plan: SavedPlan, files: DeployFiles): readonly DeployStep[];
  /** What the services of a plan are for it, so that a later plan knows that of those that left the models. */
  listObjects(models: PlacedModels): readonly ToolObject[];
  /**
   * The files of a plan with what stops objects that it does not have any more. Pure but for `read`.
   * @param earlier texts of files that were exported for plans before
   * @throws UserError for files of one's own that cannot be read
   */
  stopObjects(files: ExportedFiles, gone: readonly ToolObject[], earlier: readonly string[], read: ReadFile): Stopping;
}

/** Names of files and their texts. */
export type ExportedFiles = ReadonlyMap<string, string>;

/** The text of a file of one's own. */
export type ReadFile = (file: string) => string;

/** What stops objects that are gone from a plan. */
export interface Stopping {
  readonly files: ExportedFiles;
  /** Those that files of one's own still have: they have to be told of each time. */
  readonly kept: readonly ToolObject[];
  /** What goes on all the same: sentences without full stops. */
  readonly omissions: readonly string[];
}

/** For tools that are told all of what is to run, and stop the rest themselves. */
export const stopsTheRest: Pick<Deployer, 'listObjects' | 'stopObjects'> = {
  listObjects: () => [],
  stopObjects: files => ({ files, kept: [], omissions: [] }),
};

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
