import type { PlanDocument } from '../write/cards/plan-document.ts';

/** What a page hears of the models from the server that it comes from. */
export interface ServedState {
  /** Grows with each version of the models that could be read. */
  readonly version: number;
  /** The models as they were when they could be read last. */
  readonly document: PlanDocument;
  /** Whether there is a plan in the document, beside the one before: else the page asks for one. */
  readonly isPlanned: boolean;
  /** What is wrong in the models now (byte strings); none where the document is what they say. */
  readonly findings: readonly string[];
}
