import { toBytes } from '../base/bytes.ts';
import { compareNaturally } from '../base/natural-order.ts';
import type { Finding } from '../library/input-error.ts';

/** Findings as people read them: errors first, then file by file from its first line to its last. O(n log n). */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const text = ({ file = '' }: Finding): string => toBytes(file);
  return [...findings].sort(
    (a, b) =>
      Number(a.severity === 'warning') - Number(b.severity === 'warning') ||
      compareNaturally(text(a), text(b)) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compareNaturally(toBytes(a.message), toBytes(b.message)),
  );
}
