import type { IdsIdentity } from './ids.ts';

/** The greatest serial, and the longest lineage, that are read off a text. */
const mostDigits = 15;
const longestLineage = 200;

/** Whether both are as this program writes them: others would not be found in a text, nor missed in one. */
export function isIdentity({ lineage, serial }: IdsIdentity): boolean {
  return /^[\w-]+$/.test(lineage) && lineage.length <= longestLineage && serial >= 1 && serial < 10 ** mostDigits;
}

/** Longer than the end of an ids file that says what it is. */
export const longestIdentity = 300;

/**
 * Which ids file a text is, read off its end as this program writes it, in Nix or XML, without evaluating it; undefined
 * where it does not say, or was written by others.
 */
export function identityInText(text: string): IdsIdentity | undefined {
  const end = text.slice(-longestIdentity);
  const [, lineage, serial] =
    /\n {2}"lineage" = "([\w-]+)";\n {2}"serial" = (\d{1,15});\n}\s*$/.exec(end) ??
    /\n {2}<lineage>([\w-]+)<\/lineage>\n {2}<serial>(\d{1,15})<\/serial>\n<\/ids>\s*$/.exec(end) ??
    [];
  if (lineage === undefined || serial === undefined) return undefined;
  const identity = { lineage, serial: Number(serial) };
  return isIdentity(identity) ? identity : undefined;
}
