// A placement policy as `docs/policy.md` has it, as data.

/** A property of services or targets, or a number. */
type Quantity = string | number;

/** Services, or groups of them, by name. */
type Names = string | readonly string[];

/** What may be minimised. */
export type PolicyMeasure = 'links' | 'targets' | 'cost' | 'moves' | 'load' | 'balance' | 'wishes';

/** Something that targets have and services need: by default the property of the capacity's name. */
export interface PolicyCapacity {
  readonly need?: Quantity;
  readonly have?: Quantity;
  /** What a target without the property has. */
  readonly default?: number;
  /** So many times as much is handed out as there is. */
  readonly overcommit?: number;
  /** The part of it that is used without regret. */
  readonly comfortable?: number;
  readonly weight?: number;
  /** Whether what moves needs it on the target that it leaves, too. */
  readonly transient?: boolean;
}

/** Which targets: each property as said, one of a list, or a number in a range. */
export interface PolicyTargets {
  readonly where?: {
    readonly [property: string]:
      | string
      | number
      | boolean
      | readonly (string | number | boolean)[]
      | { readonly least?: number; readonly most?: number };
  };
  /** Names of targets. */
  readonly on?: string | readonly string[];
}

/** What every rule may have: a name, a weight with which it is a wish only, and the property that makes zones. */
interface RuleParts {
  readonly name?: string;
  readonly soft?: number;
}

/** A rule is what its main key says. */
export type PolicyRule = RuleParts &
  (
    | { readonly apart: Names; readonly by?: string }
    | { readonly together: Names; readonly by?: string }
    | { readonly spread: Names; readonly by?: string; readonly least?: number; readonly maxSkew?: number }
    | ({ readonly only: Names } & PolicyTargets)
    | ({ readonly avoid: Names } & PolicyTargets)
    | { readonly near: Names; readonly to: Names; readonly by?: string }
    | { readonly match: string; readonly by: string }
  );

/** What an operator demands of a plan, and what counts in which order. Everything may be left out. */
export interface PlacePolicy {
  readonly capacities?: { readonly [name: string]: PolicyCapacity };
  readonly replicas?: { readonly [name: string]: number | 'all' };
  readonly groups?: { readonly [name: string]: readonly string[] };
  readonly rules?: readonly PolicyRule[];
  readonly links?: {
    readonly by?: readonly string[];
    readonly cost?: readonly number[];
    readonly replicas?: 'all' | 'nearest';
  };
  /** A property of targets: what it costs to use one. */
  readonly cost?: string | { readonly property: string; readonly default?: number };
  readonly moves?: {
    readonly stateful?: 'never' | 'allowed';
    readonly atMost?: number;
    readonly weights?: { readonly [name: string]: number };
  };
  readonly balance?: readonly {
    readonly of: string;
    readonly against: string;
    readonly ratio?: number;
    readonly weight?: number;
  }[];
  /** The most important first, or weights for one sum; links, then targets, then moves when left out. */
  readonly minimise?:
    | readonly (PolicyMeasure | { readonly [measure in PolicyMeasure]?: number })[]
    | { readonly [measure in PolicyMeasure]?: number };
  readonly priority?: { readonly [name: string]: number };
}
