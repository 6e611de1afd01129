import type { Position } from '../base/source.ts';
import type { Amount } from './amount.ts';
import type { Replicas, ServicesModel } from './service.ts';

/**
 * A placement policy, checked: what an operator demands of a plan beside few links, and what counts in which order.
 * Names of services and targets are those of the models; names of groups are replaced by their services.
 */
export interface Policy {
  /** In byte order of their names. */
  readonly capacities: readonly Capacity[];
  /** Service → how often it runs, where policy or service say so. */
  readonly replicas: ReadonlyMap<string, Replicas>;
  /** Group → its services, in byte order, each once. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly rules: readonly Rule[];
  readonly links: LinkPolicy;
  readonly cost: CostPolicy | undefined;
  readonly moves: MovePolicy;
  readonly balance: readonly BalanceWish[];
  /** What counts, the most important first; each is a weighted sum. At least one. */
  readonly minimise: readonly Aim[];
  /** Service → who goes first where there is not room for all; 0 where nothing is said. */
  readonly priority: ReadonlyMap<string, Amount>;
}

/** Something that targets have and services need. */
export interface Capacity {
  readonly name: string;
  /** A property of services, or what each replica needs. */
  readonly need: string | Amount;
  /** A property of targets, or what each target has. */
  readonly have: string | Amount;
  /** What a target without the property has; without this that is an error. */
  readonly fallback: Amount | undefined;
  /** So many times as much is handed out as there is. */
  readonly overcommit: Amount;
  /** The part of what is handed out that is used without regret, above 0 and at most 1. */
  readonly comfortable: Amount | undefined;
  /** What a unit beyond it counts. */
  readonly weight: Amount;
  /** Whether a replica that moves needs it on the target that it leaves, too. */
  readonly transient: boolean;
  readonly position: Position | undefined;
}

/** A demand on some services; with `soft` a wish, that counts so much for each violation. */
export type Rule = RuleNames & (GroupRule | SpreadRule | TargetRule | NearRule | MatchRule);

/** The kinds of rules, by the key that says what the rule is. */
export const ruleKinds = ['apart', 'together', 'spread', 'only', 'avoid', 'near', 'match'] as const;
/** One of them. */
export type RuleKind = (typeof ruleKinds)[number];

/** What every rule has. */
export interface RuleNames {
  /** What the policy calls it, or what it says; no two rules have the same. */
  readonly name: string;
  readonly soft: Amount | undefined;
  readonly position: Position | undefined;
}

/** All replicas of these services on different targets or on one; with `by`, in different zones or in one. */
export interface GroupRule {
  readonly kind: 'apart' | 'together';
  readonly services: readonly string[];
  readonly by: string | undefined;
}

/** The replicas over at least so many zones, or so that the numbers in two zones differ by at most so much. */
export interface SpreadRule {
  readonly kind: 'spread';
  readonly services: readonly string[];
  readonly by: string | undefined;
  readonly least: number | undefined;
  readonly maxSkew: number | undefined;
}

/** These services only on targets that pass all tests, or on none of those. */
export interface TargetRule {
  readonly kind: 'only' | 'avoid';
  readonly services: readonly string[];
  readonly where: readonly PropertyTest[];
  /** Names of targets; undefined where the rule does not speak of names. */
  readonly on: readonly string[] | undefined;
}

/**
 * A property of targets that is (or, where it is a list, has) one of these, as text; or that is a number in a range.
 */
export type PropertyTest =
  | { readonly property: string; readonly oneOf: readonly string[] }
  | { readonly property: string; readonly least: Amount | undefined; readonly most: Amount | undefined };

/** Wherever one of `services` is, a replica of one of `to` is on the same target, or in the same zone. */
export interface NearRule {
  readonly kind: 'near';
  readonly services: readonly string[];
  readonly to: readonly string[];
  readonly by: string | undefined;
}

/**
 * The property `by` of the target is in the list that the service has as `property`; services without it go anywhere.
 */
export interface MatchRule {
  readonly kind: 'match';
  readonly property: string;
  readonly by: string;
}

/** What links cost, and what a link between services with replicas is. */
export interface LinkPolicy {
  /** Properties of targets, from the inside outwards. */
  readonly by: readonly string[];
  /** On another target, then for each level outside it; ascending, one more than `by`. */
  readonly cost: readonly Amount[];
  /** Each replica with each, or each replica with the nearest of the service that it depends on. */
  readonly replicas: 'all' | 'nearest';
  readonly position: Position | undefined;
}

/** What a target costs that hosts anything: a property of targets. */
export interface CostPolicy {
  readonly property: string;
  readonly fallback: Amount | undefined;
  readonly position: Position | undefined;
}

/** What may move away from the previous plan. */
export interface MovePolicy {
  /** Whether services that say `stateful` may move at all. */
  readonly stateful: 'never' | 'allowed';
  /** At most so many replicas move. */
  readonly atMost: number | undefined;
  /** Service → what a move of one of its replicas counts; 1 where nothing is said. */
  readonly weights: ReadonlyMap<string, Amount>;
  readonly position: Position | undefined;
}

/** For a unit of the capacity `of` that is left on a target, `ratio` units of `against` should be left there, too. */
export interface BalanceWish {
  readonly of: string;
  readonly against: string;
  readonly ratio: Amount;
  readonly weight: Amount;
  readonly position: Position | undefined;
}

/** What a plan can be measured by. */
export const measureNames = ['links', 'cost', 'targets', 'moves', 'load', 'balance', 'wishes'] as const;
/** One of them. */
export type MeasureName = (typeof measureNames)[number];
/** A weighted sum of measures. */
export type Aim = ReadonlyMap<MeasureName, Amount>;

/** The number 1. */
export const one: Amount = { units: 1n, scale: 0 };

/** A capacity of which nothing is said but its properties. */
export const plainCapacity: Omit<Capacity, 'name' | 'need' | 'have'> = {
  fallback: undefined,
  overcommit: one,
  comfortable: undefined,
  weight: one,
  transient: false,
  position: undefined,
};

/** What counts where a policy does not say: links, then targets, then moves. */
export const usualAims: readonly Aim[] = [
  new Map([['links', one]]),
  new Map([['targets', one]]),
  new Map([['moves', one]]),
];

/** The policy that demands nothing. */
export const emptyPolicy: Policy = {
  capacities: [],
  replicas: new Map(),
  groups: new Map(),
  rules: [],
  links: { by: [], cost: [one], replicas: 'all', position: undefined },
  cost: undefined,
  moves: { stateful: 'never', atMost: undefined, weights: new Map(), position: undefined },
  balance: [],
  minimise: usualAims,
  priority: new Map(),
};

/** The policy of those who give none: only what services say themselves. */
export function policyOfServices({ services }: ServicesModel): Policy {
  const replicas = new Map<string, Replicas>();
  for (const { key, replicas: own } of services.values()) if (own !== undefined) replicas.set(key, own);
  return { ...emptyPolicy, replicas };
}

/**
 * Whether a policy leaves the problem as it is without one, whatever it says of replicas: nothing demanded, the usual
 * order of what counts.
 */
export function demandsNothing(policy: Policy): boolean {
  const { capacities, rules, links, moves, minimise } = policy;
  const isUsual = minimise.every(
    (aim, i) => aim.size === 1 && aim.has([...(usualAims[i]?.keys() ?? [])][0] ?? 'wishes'),
  );
  return (
    capacities.length === 0 &&
    rules.length === 0 &&
    links.by.length === 0 &&
    (links.cost[0]?.units ?? 0n) > 0n &&
    moves.atMost === undefined &&
    moves.weights.size === 0 &&
    isUsual &&
    minimise.length === usualAims.length
  );
}
