import type { Position } from '../../base/source.ts';
import type { Value } from '../../nix/index.ts';

/** A part of a policy as those see it that look up names for it. */
export interface PolicyPart {
  /** How messages call it: `capacity "memory"`. */
  readonly what: string;
  /** The elements of a list, forced; a value that is no list is a list of one. */
  elements(value: Value): readonly Value[];
  /** Tells that a key has a value of the wrong kind. */
  wrong(key: string, value: Value, expected: string, position: Position | undefined, hint?: string): void;
  /** Tells a mistake. */
  fail(code: string, message: string, position: Position | undefined, hint?: string): void;
}
