import type { IdsIdentity } from './ids.ts';

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
  return lineage === undefined || serial === undefined ? undefined : { lineage, serial: Number(serial) };
}
