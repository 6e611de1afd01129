import type { PlainDistribution } from '../library/planning/plain-distribution.ts';
import type { Edit } from '../plan/index.ts';

/** Models as the planner of a page reads them; JSON texts, which are ordinary strings. */
export interface PlannedModels {
  readonly services: string;
  readonly infrastructure: string;
  readonly distribution?: string | undefined;
  readonly policy?: string | undefined;
}

/** A page asks for a plan. */
export interface PlanQuestion {
  readonly kind: 'plan';
  readonly edits: readonly Edit[];
  readonly previous: PlainDistribution;
  readonly timeLimit: number;
  /** Whether services with data may leave their machines. */
  readonly moveStateful: boolean;
}

/** A page asks what the policy says of places as they are, and of other places of one service. */
export interface JudgeQuestion {
  readonly kind: 'judge';
  readonly edits: readonly Edit[];
  readonly places: PlainDistribution;
  readonly previous: PlainDistribution | undefined;
  readonly service: string | undefined;
  readonly targets: readonly string[];
}

/** What a page asks. Texts are ordinary strings. */
export type PageQuestion = PlanQuestion | JudgeQuestion;

/** The same with the models, where who answers does not know them. */
export type PageCall = PageQuestion & { readonly models: PlannedModels };

/** Why there is no answer. */
export interface NoAnswer {
  readonly kind: 'none';
  readonly message: string;
  readonly services: readonly string[];
}

/** What it answers. */
export type PlanReply =
  | {
      readonly kind: 'planned';
      readonly distribution: PlainDistribution;
      readonly bound: number | undefined;
      readonly optimal: boolean;
      readonly seconds: number;
      /** Whether the clock ended a search before its work was done: another run may find another plan. */
      readonly endedByClock?: boolean | undefined;
    }
  | NoAnswer;

/** How far the search for a plan is: it comes before the answer, any number of times. */
export interface PlanProgress {
  readonly kind: 'progress';
  readonly links: number;
  readonly bound: number;
  readonly seconds: number;
}

/** What the policy says; texts are ordinary strings. */
export interface PolicyVerdict {
  readonly kind: 'judged';
  /** Each demand that the places do not keep, with the rule that it is, where it is one. */
  readonly broken: readonly { readonly rule: string | undefined; readonly isWish: boolean; readonly message: string }[];
  /** Of the service that was asked about. */
  readonly elsewhere: readonly PolicyElsewhere[];
}

/** Another place of a service under the policy, as `explain --policy` words it. */
export interface PolicyElsewhere {
  readonly target: string;
  /** What does not let it there, whatever else is changed. */
  readonly forbidden: readonly string[];
  /** What is missing, broken and changed when it goes there alone. */
  readonly clauses: readonly string[];
  /** Whether nothing speaks against it but what it costs. */
  readonly isKept: boolean;
}

export type JudgeReply = PolicyVerdict | NoAnswer;
