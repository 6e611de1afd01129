import { fromBytes } from '../../base/bytes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { shortenPath } from '../../base/shorten-path.ts';

/** Where a finding is, for readers that count as people do. */
export interface FindingPlace {
  /** Relative to the folder of the run where it lies inside, else absolute (byte string). */
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number | undefined;
  /** In characters (code points of Unicode), counted from 1. */
  readonly column?: number | undefined;
}

/** The place of a finding in a file; undefined where it is in none, as on the command line. O(length of the line). */
export function placeOf({ position, file }: Diagnostic, folder: string | undefined): FindingPlace | undefined {
  const name = position?.source.name ?? file;
  if (name === undefined || isNoFile(name)) return undefined;
  const short = shortenPath(name, folder);
  if (position === undefined) return { file: short };
  const { source, offset } = position;
  const { line, column } = source.lineAndColumn(offset);
  const before = source.text.slice(offset - column + 1, offset);
  return { file: short, line, column: [...fromBytes(before)].length + 1 };
}

/** Texts that are no files have such names: `<stdin>`, `--extra-params`. */
function isNoFile(name: string): boolean {
  return name === '-' || name.startsWith('<') || name.startsWith('--');
}
