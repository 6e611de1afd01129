import type { Diagnostic } from '../../base/diagnostic.ts';
import { sortNames } from '../../base/order.ts';
import type { ToolObject } from '../../exchange/tool-object.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { DeployedService, Deployment, ServiceStep } from '../../plan/index.ts';
import type { GateName } from '../control/gates/gate.ts';
import type { DeployCommand, DeployerSettings } from '../deploy/deployer-settings.ts';
import type { Buildable } from '../make-plan/plan-inputs.ts';
import type { DeployedFrom } from '../read-deployed/deployed-from.ts';
import type { WhatIf } from '../what-if/what-if.ts';

/**
 * A plan as it is kept: what it was made for, what it would deploy, and what that changes. All of it is data, so that
 * another run, another program or a person can read it.
 */
export interface SavedPlan {
  /** When it was made, in ISO 8601. */
  readonly made: string;
  /** The files that it was made of, and how they were read, so that they can be looked at again. */
  readonly inputs: SavedInputs;
  /** What decided where services go. */
  readonly by: PlannedBy;
  readonly basis: Basis;
  readonly distribution: Distribution;
  /** What the plan would deploy. */
  readonly deployment: Deployment;
  /** What was deployed when it was made. */
  readonly before: Deployment;
  readonly steps: readonly ServiceStep[];
  /** How many services stay as they are. */
  readonly kept: number;
  /** The ids file, where ids are assigned: its path, and its text before and after. */
  readonly ids: SavedIds | undefined;
  /** What check finds in it. */
  readonly findings: readonly SavedFinding[];
  /** What each gate would have said of it in a loop when it was made; undefined where that was not asked. */
  readonly gates?: readonly SavedGate[] | undefined;
  /** How it is deployed; undefined where nobody is named who does. */
  readonly deploy?: SavedDeploy | undefined;
}

/** What a gate says of a plan. */
export interface SavedGate {
  readonly gate: GateName;
  readonly isHeld: boolean;
  /** Why it holds the plan, in a clause. */
  readonly reason?: string | undefined;
  /** The services or machines that are the reason, in byte order. */
  readonly names?: readonly string[] | undefined;
  /** How many of them would be allowed. */
  readonly allowed?: number | undefined;
  /** When it opens by itself, in ISO 8601. */
  readonly until?: string | undefined;
}

/** How a plan is deployed. */
export interface SavedDeploy {
  readonly by: DeployerSettings;
  /** Texts of files that are written before, by their names. */
  readonly files: ReadonlyMap<string, string>;
  /** The programs that run, one after the other. */
  readonly commands: readonly DeployCommand[];
  /** What services are for the tool; those that are gone from the models, and still have to be told of, too. */
  readonly objects: readonly SavedObject[];
  /** What of the plan is left undone, in sentences without full stops. */
  readonly omissions: readonly string[];
  /** Those of them that the files of the plan itself leave undone, whatever came since. */
  readonly untold?: readonly string[] | undefined;
  /** What the tool itself says that it would do, line by line; undefined where it was not asked. */
  readonly preview?: readonly string[] | undefined;
}

/** What a service is for the tool that deploys it. */
export interface SavedObject extends ToolObject {
  /** Whether it is to run nowhere, since the service left the models. */
  readonly isStopped: boolean;
}

/** Which files a plan was made of (absolute paths), and how they were read. */
export interface SavedInputs {
  readonly files: ReadonlyMap<InputFile, string>;
  /** The property of a service that lists the pools that it wants an id of. */
  readonly idsProperty: string;
  readonly replicas: 'one' | 'keep';
  readonly buildable: Buildable;
  readonly extraParameters: string | undefined;
  readonly searchPath: readonly string[];
  readonly system: string | undefined;
  readonly isXml: boolean;
  readonly evaluator: 'embedded' | 'nix';
  readonly isRestricted: boolean;
  readonly deployedFrom: DeployedFrom;
  readonly whatIf: WhatIf;
}

export const inputFiles = [
  'services',
  'infrastructure',
  'distribution',
  'policy',
  'qos',
  'filters',
  'idResources',
  'ids',
] as const;
export type InputFile = (typeof inputFiles)[number];

/** A policy (or none) and the planner `place`, or a QoS model. */
export type PlannedBy = 'place' | 'qos';

/**
 * Digests (SHA-256 of values, not of texts: a comment changes nothing) of all that a plan rests on. A plan is stale
 * where one of them is another one now.
 */
export interface Basis {
  /** Digests of the models that there are, by what they are. */
  readonly models: ReadonlyMap<ModelOfPlan, string>;
  /** Of the bytes of the files that the models import or name, by their absolute paths. */
  readonly files: ReadonlyMap<string, string>;
  /** Of what is deployed. */
  readonly deployed: string;
}

export const modelsOfPlan = [
  'services',
  'infrastructure',
  'distribution',
  'policy',
  'qos',
  'idResources',
  'ids',
] as const;
export type ModelOfPlan = (typeof modelsOfPlan)[number];

export interface SavedIds {
  /** An absolute path. */
  readonly file: string;
  /** Undefined where there is no file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

export type SavedFinding = Pick<Diagnostic, 'severity' | 'code' | 'message'>;

/** What is deployed where nothing is. */
export const nothingDeployed: Deployment = { services: new Map<string, DeployedService>() };

/**
 * Whether there is anything to deploy: a step, other ids, or packages that may be others.
 * @param current the plan that was applied last
 */
export function hasChanges(plan: SavedPlan, current: SavedPlan | undefined): boolean {
  const { steps, ids } = plan;
  return (
    steps.length > 0 || (ids !== undefined && ids.before !== ids.after) || listChangedFiles(plan, current).length > 0
  );
}

/**
 * The files (absolute paths, in byte order) that the services are built from as far as models name them, and that are
 * other ones than when the current plan was made: packages are never evaluated, so any of them may be another one.
 * Those of other models count by their values alone.
 */
export function listChangedFiles({ inputs, basis }: SavedPlan, current: SavedPlan | undefined): readonly string[] {
  if (current === undefined) return [];
  const builtFromNone = ['infrastructure', 'qos', 'filters'] as const;
  const others = new Set([inputs, current.inputs].flatMap(({ files }) => builtFromNone.map(name => files.get(name))));
  const paths = sortNames(new Set([...basis.files.keys(), ...current.basis.files.keys()]));
  return paths.filter(path => !others.has(path) && basis.files.get(path) !== current.basis.files.get(path));
}
