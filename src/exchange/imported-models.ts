import type { Amount } from '../model/amount.ts';
import type { Replicas } from '../model/service.ts';
import type { Dropped } from './import-log.ts';

/** The models that files of others come to. Keys of services and targets in byte order. */
export interface ImportedModels {
  /** What the files are, for people: `docker compose`. */
  readonly format: string;
  readonly files: readonly string[];
  readonly services: ReadonlyMap<string, ImportedService>;
  /** Empty where the files speak of no machines. */
  readonly targets: ReadonlyMap<string, ImportedTarget>;
  readonly capacities: ReadonlyMap<string, ImportedCapacity>;
  readonly rules: readonly ImportedRule[];
  readonly priority: ReadonlyMap<string, number>;
  /** Where services run now: service → targets. Empty where the files do not say. */
  readonly running: ReadonlyMap<string, readonly string[]>;
  readonly dropped: readonly Dropped[];
}

export interface ImportedService {
  readonly type: string;
  readonly dependsOn: readonly string[];
  /** Dependencies without an order. */
  readonly connectsTo: readonly string[];
  readonly replicas: Replicas | undefined;
  readonly stateful: boolean;
  readonly ports: readonly ImportedPort[];
  /** The target that the files name outright. */
  readonly pinnedTo?: string | undefined;
  /** What a replica needs, by the name of the property: cores, bytes. */
  readonly needs: ReadonlyMap<string, Amount>;
  /** Other properties, in the order in which they are written. */
  readonly properties: ReadonlyMap<string, ImportedData>;
}

export interface ImportedPort {
  readonly name?: string | undefined;
  /** The port inside; undefined where only the machine's own is known. */
  readonly container: number | string | undefined;
  /** The port of the machine; a text for one of a range, or for a whole range that is too long to be listed. */
  readonly host?: number | string | undefined;
  /** The address of the machine that it is bound to; undefined for all. */
  readonly address?: string | undefined;
  readonly protocol: string;
}

export interface ImportedTarget {
  readonly system: string | undefined;
  readonly properties: ReadonlyMap<string, ImportedData>;
}

export interface ImportedCapacity {
  readonly need: string | number;
  readonly have: string;
  /** What a target has that does not say. */
  readonly fallback?: number | undefined;
}

/** Plain data that a model can hold. */
export type ImportedData =
  | string
  | number
  | bigint
  | boolean
  | readonly ImportedData[]
  | ReadonlyMap<string, ImportedData>;

/** A rule of a policy, by its keys in the order in which they are written. */
export type ImportedRule = ReadonlyMap<string, ImportedData>;
