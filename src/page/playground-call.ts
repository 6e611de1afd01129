import type { Finding } from '../library/input-error.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';
import type { NoAnswer, PageQuestion } from './plan-call.ts';

/** The files of a playground: what they are called, and what is in them. */
export type PlaygroundFiles = { readonly [path: string]: string };

/** What a playground asks its workers: to plan models, or something of models. */
export type PlaygroundCall =
  | { readonly kind: 'models'; readonly files: PlaygroundFiles }
  | (PageQuestion & { readonly files: PlaygroundFiles });

/** What the worker says to models. */
export type ModelsReply =
  | {
      readonly kind: 'read';
      /** With the plan, where there is one. */
      readonly document: PlanDocument;
      /** Why there is none. */
      readonly noPlan: NoAnswer | undefined;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'wrong'; readonly findings: readonly Finding[] };

/** The files that models are looked for in. */
export const playgroundFiles = {
  services: 'services.nix',
  infrastructure: 'infrastructure.nix',
  distribution: 'distribution.nix',
  policy: 'placement.nix',
  previous: 'previous.nix',
} as const;
