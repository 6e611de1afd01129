import { type Diagnostic, shortenPlacesIn } from '../../base/diagnostic.ts';

/** What a finding says beside its place: the message, what belongs to it, and the hint, a line each (byte strings). */
export function linesOf(
  { message, notes = [], hint }: Diagnostic,
  folder: string | undefined,
): readonly [string, ...string[]] {
  const shorten = (line: string): string => shortenPlacesIn(line, folder);
  return [shorten(message), ...notes.map(shorten), ...(hint === undefined ? [] : [shorten(`hint: ${hint}`)])];
}
