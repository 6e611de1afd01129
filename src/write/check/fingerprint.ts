import type { Diagnostic } from '../../base/diagnostic.ts';
import { placeOf } from './finding-place.ts';

/**
 * The findings, each told once, with a name that stays the same from run to run while lines move and counts change: 16
 * hexadecimal digits over code, file, subject and message, without its numbers, and over how many alike came before.
 * O(length of all messages).
 */
export function fingerprintsOf(
  findings: readonly Diagnostic[],
  folder: string | undefined,
): ReadonlyMap<Diagnostic, string> {
  const told = new Set<string>();
  const counts = new Map<string, number>();
  const fingerprints = new Map<Diagnostic, string>();
  for (const finding of findings) {
    const { code, message, subject, severity, hint } = finding;
    const place = placeOf(finding, folder);
    const whole = JSON.stringify([severity, code, message, hint, place]);
    if (told.has(whole)) continue;
    told.add(whole);
    const lasting = [code, place?.file, subject?.kind, subject?.name, message.replace(/\d+/g, '#')].join('\0');
    const count = counts.get(lasting) ?? 0;
    counts.set(lasting, count + 1);
    fingerprints.set(finding, hash(`${lasting}\0${count}`));
  }
  return fingerprints;
}

/** FNV-1a with 64 bits, of a byte string: no secret, but findings are few enough to have a number each. */
function hash(bytes: string): string {
  let state = 0xcbf29ce484222325n;
  for (let i = 0; i < bytes.length; i++) {
    state = BigInt.asUintN(64, (state ^ BigInt(bytes.charCodeAt(i))) * 0x100000001b3n);
  }
  return state.toString(16).padStart(16, '0');
}
