/**
 * A plan and what it stands on, as plain data in columns: small, and quick to read. Services, machines and so on are
 * numbers: their places in the columns, which are in byte order of the names. Texts are byte strings.
 */
export interface PlanDocument {
  readonly version: 1;
  readonly title: string;
  /** Names of zones; a machine without one is in the zone ''. */
  readonly zones: readonly string[];
  /** Paths such as `Shop/Payment`; '' for services without a group. */
  readonly groups: readonly string[];
  readonly types: readonly string[];
  readonly resources: readonly DocumentResource[];
  readonly machines: DocumentMachines;
  readonly services: DocumentServices;
  readonly links: DocumentLinks;
  /** Distinct lists of machines, in the order of the models: candidates and places refer to them. */
  readonly lists: readonly (readonly number[])[];
  /** At most two: the one before, and the one that is shown. */
  readonly plans: readonly DocumentPlan[];
  /** Whether there is a policy. */
  readonly isUnderPolicy: boolean;
  /** What it demands, in its order. */
  readonly rules: readonly DocumentRule[];
  /** The command that makes this plan, as far as it is known: what edits are appended to. */
  readonly command: string;
}

/** A kind of thing that services need and machines have. */
export interface DocumentResource {
  readonly name: string;
  /** The property of machines that says how much they have. */
  readonly property: string;
  /** Amounts are whole numbers of so many decimal places. */
  readonly scale: number;
}

/** An amount in units of its resource; as text where a number is not exact; null where the models say nothing. */
export type Units = number | string | null;

/** Columns of the machines. */
export interface DocumentMachines {
  readonly name: readonly string[];
  readonly zone: readonly number[];
  /** Its host name, '' where that is its name or unknown. */
  readonly host: readonly string[];
  readonly containers: readonly (readonly string[])[];
  /** One column a resource. */
  readonly have: readonly (readonly Units[])[];
}

/** Columns of the services. */
export interface DocumentServices {
  readonly key: readonly string[];
  /** -1 where the service says none. */
  readonly type: readonly number[];
  readonly group: readonly number[];
  readonly need: readonly (readonly Units[])[];
  /** Lists of machines where it may go; -1 for every machine. */
  readonly candidates: readonly number[];
  /** Lists of machines that the distribution lists; -1 where none is given. */
  readonly listed: readonly number[];
  /** Where the distribution lists them, and where the service is in its model: `file:line:column` or ''. */
  readonly listedAt: readonly string[];
  readonly position: readonly string[];
  /** The machine that it is pinned to, '' for none. */
  readonly pinned: readonly string[];
  /** How often it runs; 0 stands for `all`. */
  readonly replicas: readonly number[];
  readonly stateful: readonly (0 | 1)[];
  /** Assigned ids, as `port 8080`, where there are any. */
  readonly ids: readonly string[];
}

/** Columns of the links, each pair of services once, the one with the smaller number first. */
export interface DocumentLinks {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly weight: readonly number[];
  /** 1: `a` needs `b`, 2: the other way round, 3: both. */
  readonly way: readonly (1 | 2 | 3)[];
}

/** A plan: where everything is, and what is known of it. */
export interface DocumentPlan {
  readonly title: string;
  /** Lists of machines; -1 for a service that is nowhere. */
  readonly place: readonly number[];
  /** No plan has fewer links, where that is known. */
  readonly bound?: number | undefined;
  readonly optimal?: boolean | undefined;
  /** Whether the clock ended a search before its work was done: another run may find another plan. */
  readonly endedByClock?: boolean | undefined;
  /** What is known of it and of all other plans, a sentence each, and who says so. */
  readonly proof?: readonly string[] | undefined;
}

/** A demand of a policy. */
export interface DocumentRule {
  readonly name: string;
  readonly kind: string;
  readonly soft: boolean;
  readonly services: readonly number[];
  /** How the plan breaks it, in a sentence; '' where it keeps it. */
  readonly broken: string;
}
