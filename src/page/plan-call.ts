import type { PlainDistribution } from '../library/planning/plain-distribution.ts';
import type { Edit } from '../plan/index.ts';

/** What a page asks its worker. Texts are ordinary strings. */
export interface PlanCall {
  readonly models: {
    readonly services: string;
    readonly infrastructure: string;
    readonly distribution?: string | undefined;
    readonly policy?: string | undefined;
  };
  readonly edits: readonly Edit[];
  readonly previous: PlainDistribution;
  readonly timeLimit: number;
  /** Whether services with data may leave their machines. */
  readonly moveStateful: boolean;
}

/** The same without the models, where these are known. */
export type PlanQuestion = Omit<PlanCall, 'models'>;

/** What it answers. */
export type PlanReply =
  | {
      readonly kind: 'planned';
      readonly distribution: PlainDistribution;
      readonly bound: number | undefined;
      readonly optimal: boolean;
      readonly seconds: number;
    }
  | { readonly kind: 'none'; readonly message: string; readonly services: readonly string[] };
