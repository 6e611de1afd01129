import type { EvaluationSettings } from './evaluation-settings.ts';

/** Which models to load, by the names of their files (`-` is standard input), and how. What is left out is empty. */
export interface LoadRequest {
  readonly services?: string | undefined;
  readonly infrastructure?: string | undefined;
  readonly distribution?: string | undefined;
  readonly evaluation: EvaluationSettings;
}
