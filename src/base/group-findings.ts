import type { Diagnostic } from './diagnostic.ts';
import { compareNaturally } from './natural-order.ts';

/** Findings that have one cause, as they stand in their file, and else in the natural order of the names in them. */
export interface FindingGroup {
  readonly findings: readonly Diagnostic[];
  /** Finding → the names that tell it from the others. */
  readonly about: readonly (readonly string[])[];
}

/**
 * Findings by their cause, each finding once: those whose sentences and hints are the same but for names and numbers.
 * Where one name varies and another takes few values (services that lack a property, and the property), there is a
 * group for each of these; names that vary nearly as much (two services that want one port) vary together. Groups are
 * in the order of their first findings. O(length of the messages + n log n) for n findings.
 */
export function groupFindings(findings: readonly Diagnostic[]): readonly FindingGroup[] {
  const seen = new Set<string>();
  const buckets = new Map<string, Diagnostic[]>();
  for (const finding of findings) {
    const identity = identify(finding);
    if (seen.has(identity)) continue;
    seen.add(identity);
    const key = [finding.severity, finding.code, blank(finding.message), blank(finding.hint ?? '')].join('\0');
    const bucket = buckets.get(key) ?? [];
    buckets.set(key, bucket);
    bucket.push(finding);
  }
  return [...buckets.values()].flatMap(split);
}

/** Two findings with the same words at the same place are one, whatever led there. */
function identify({ severity, code, message, position, file, hint }: Diagnostic): string {
  return [severity, code, message, position?.toString() ?? file ?? '', hint ?? ''].join('\0');
}

const quoted = /"[^"]*"|'[^']*'/g;

function blank(sentence: string): string {
  return sentence.replace(quoted, '""').replace(/\d+/g, '0');
}

/** Takes a bucket apart by the names that vary less, where that leaves groups worth the name. */
function split(findings: readonly Diagnostic[]): readonly FindingGroup[] {
  const names = findings.map(({ message }) => (message.match(quoted) ?? []).map(name => name.slice(1, -1)));
  const counts = (names[0] ?? []).map((_, slot) => new Set(names.map(list => list[slot])).size);
  const few = Math.max(1, ...counts) / 2;
  const isVarying = (_: string, slot: number): boolean => (counts[slot] ?? 0) > few;
  const told = findings.map((finding, i) => ({ finding, about: (names[i] ?? []).filter(isVarying) }));
  const parts = new Map<string, (typeof told)[number][]>();
  told.forEach((one, i) => {
    const key = (names[i] ?? []).filter((name, slot) => !isVarying(name, slot)).join('\0');
    const part = parts.get(key) ?? [];
    parts.set(key, part);
    part.push(one);
  });
  const isSplit = parts.size <= findings.length / 4;
  const groups = isSplit ? [...parts.values()] : [told];
  return groups.map(group => {
    const isOneFile = new Set(group.map(({ finding }) => finding.position?.source)).size === 1;
    const placeOf = ({ position }: Diagnostic): number => (isOneFile ? (position?.offset ?? 0) : 0);
    const sorted = group.toSorted((a, b) => placeOf(a.finding) - placeOf(b.finding) || compareLists(a.about, b.about));
    return { findings: sorted.map(({ finding }) => finding), about: sorted.map(({ about }) => about) };
  });
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((name, i) => name !== b[i]);
  return differing < 0 ? 0 : compareNaturally(a[differing] ?? '', b[differing] ?? '');
}
