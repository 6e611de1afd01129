import type { Position } from '../../base/source.ts';

/**
 * What is deployed, as Disnix's manifest (`manifest.xml`, version 2) has it: plain data, complete, and consistent, for
 * only `readManifest` makes one. All texts are byte strings; all lists and maps are in byte order, whatever the order
 * of the manifest, so that two states can be compared step by step.
 */
export interface DeployedState {
  /** The machines, by name: those of the infrastructure model of that deployment, also such as are gone since. */
  readonly targets: ReadonlyMap<string, DeployedTarget>;
  /** What was built, by hash. A service on machines of two systems is two entries with one name. */
  readonly services: ReadonlyMap<string, DeployedService>;
  /** Where it is active: by the service's name, then target, container and hash. Packages are in no mapping. */
  readonly serviceMappings: readonly ServiceMapping[];
  /** Whose state is moved along with it, in the same order. */
  readonly snapshotMappings: readonly SnapshotMapping[];
}

/** A machine. What the manifest says nothing of is undefined. */
export interface DeployedTarget {
  readonly name: string;
  readonly properties: PropertySet;
  readonly containers: ReadonlyMap<string, PropertySet>;
  /** `x86_64-linux`, say. */
  readonly system: string | undefined;
  readonly numOfCores: bigint | undefined;
  /** The program that reaches the machine. */
  readonly clientInterface: string | undefined;
  /** The name of the property that says how the machine is reached. */
  readonly targetProperty: string | undefined;
  /** The store path of the machine's profile. */
  readonly profile: string | undefined;
  readonly position: Position;
}

/**
 * A service for machines of one system. Its hash is over name, type, package and what it depends on, with the targets
 * of these: a service that moves gives new hashes to all that depend on it, transitively.
 */
export interface DeployedService {
  readonly hash: string;
  readonly name: string;
  /** A store path. */
  readonly pkg: string;
  readonly type: string;
  /** What is activated before it: the services' `dependsOn` and `activatesAfter`, and what provides its container. */
  readonly dependsOn: readonly DependencyMapping[];
  /** What it is connected to, in no order of activation. */
  readonly connectsTo: readonly DependencyMapping[];
  /** The containers that it brings to its targets, by name. */
  readonly providesContainers: ReadonlyMap<string, PropertySet>;
  readonly position: Position;
}

/** A service, by its hash, in a container of a target. */
export interface DependencyMapping {
  /** In a manifest that was made from the answers of machines, the hash may be that of a service on a silent one. */
  readonly service: string;
  readonly target: string;
  readonly container: string;
  readonly position: Position;
}

/** Where a service is active. */
export interface ServiceMapping extends DependencyMapping {
  /** The hash of the service that provides the container; undefined for one of the machine itself. */
  readonly containerProvidedByService: string | undefined;
}

/** A service whose state can be captured and restored, under the name of a component. */
export interface SnapshotMapping extends ServiceMapping {
  readonly component: string;
}

/** Properties by name. */
export type PropertySet = ReadonlyMap<string, PropertyValue>;

/** What a property may be: an integer of Nix is a `bigint`, a float a `number`. */
export type PropertyValue = string | boolean | bigint | number | null | readonly PropertyValue[] | PropertySet;
