import type { NixVersion } from '../nix/index.ts';
import type { ModelChanges } from './model-changes.ts';

/** What users are told to do about an evaluation that fails: only the caller knows what they can set, and how. */
export interface EvaluationHints {
  /** Where a model forces a package, of which there are none. */
  readonly packages: string;
  /** Where an installed Nix is asked for and there is none. */
  readonly withoutNix: string;
  /** Where a distribution does more with the infrastructure than to name its targets, and there is none. */
  readonly infrastructure: string;
}

/** How models are evaluated. */
export interface EvaluationSettings {
  /**
   * The files that the user named to be read: pipes among them are read as such, and a restricted evaluation may read
   * their folders.
   */
  readonly files: readonly string[];
  /** A Nix attribute set for the models that ask for its attributes, and what messages call it. */
  readonly extraParameters?: { readonly name: string; readonly text: string } | undefined;
  /** Folders, or NAME=FOLDER, where `<NAME>` is looked for before NIX_PATH. */
  readonly searchPath: readonly string[];
  /** What `builtins.currentSystem` and the argument `system` are; that of the machine without it. */
  readonly system?: string | undefined;
  /** Whose language this program speaks; the newest without it. */
  readonly nixVersion?: NixVersion | undefined;
  /** Whether models are XML of the original toolset instead of Nix. */
  readonly isXml: boolean;
  /** Who evaluates: this program, or an installed Nix. */
  readonly evaluator: 'embedded' | 'nix';
  /** Whether no file outside the folders of `files` and the search path may be read. */
  readonly isRestricted: boolean;
  /** Seconds; no limit without it. */
  readonly timeLimit?: number | undefined;
  /** Whether an installed Nix is asked for the calls that led to an error. */
  readonly showTrace: boolean;
  /** Files (absolute paths) that models see with other contents than they have on the disk. */
  readonly replacedFiles?: ReadonlyMap<string, string> | undefined;
  /** What models are taken to say instead of what they say. */
  readonly changes?: ModelChanges | undefined;
  readonly hints: EvaluationHints;
}
