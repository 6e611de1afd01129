import type { PlacedModels } from '../model/distribution-arguments.ts';
import type { Host, Slot, Value } from '../nix/index.ts';
import type { EvaluationHints } from './evaluation-settings.ts';
import type { ModelChanges } from './model-changes.ts';

/** Evaluates model files in the way that the settings say. One per run: nothing is remembered from run to run. */
export interface Evaluator {
  readonly host: Host;
  /** What to do where models ask for more than they get, in words of the caller. */
  readonly hints: EvaluationHints;
  /** The ids files that models read so far, by absolute paths, with their texts. */
  readonly idsFiles: ReadonlyMap<string, string>;
  /** What models are taken to say instead of what they say. */
  readonly changes: ModelChanges | undefined;
  /** What models get as `pkgs`. */
  readonly packages: Value;
  /** The attributes that the user adds to what models are given. */
  readonly extraParameters: readonly (readonly [string, Slot])[];
  /**
   * The value of a model file (`-` is standard input). A function (or a set with `__functor`) is called with those of
   * the offered arguments, and of the extra parameters, that it asks for; a function without a set pattern gets all of
   * them.
   * @throws UserError when it fails, or asks for an argument that nobody gives
   */
  evaluateModel(file: string, what: string, offered: readonly (readonly [string, Slot])[]): Value;
  /**
   * The value of a services model, which also gets `distribution` and `invDistribution`: empty ones where no
   * distribution is given.
   */
  evaluateServices(
    file: string,
    offered: readonly (readonly [string, Slot])[],
    placement: (() => PlacedModels) | undefined,
  ): Value;
}
