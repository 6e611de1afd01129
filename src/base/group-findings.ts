import type { Diagnostic } from './diagnostic.ts';

/** Findings that have one cause, in their order. */
export interface FindingGroup {
  readonly findings: readonly Diagnostic[];
  /** Finding → the name that tells it from the others; empty where none does. */
  readonly about: readonly string[];
}

/**
 * Findings by their cause, each finding once: those whose sentences and hints are the same but for names and numbers.
 * Where one name varies and another takes few values (services that lack a property, and the property), there is a
 * group for each of these. Groups are in the order of their first findings. O(length of the messages).
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
  const varying = counts.indexOf(Math.max(...counts));
  if (varying < 0) return [{ findings, about: [] }];
  const parts = new Map<string, { findings: Diagnostic[]; about: string[] }>();
  findings.forEach((finding, i) => {
    const own = names[i] ?? [];
    const key = own.filter((_, slot) => slot !== varying).join('\0');
    const part = parts.get(key) ?? { findings: [], about: [] };
    parts.set(key, part);
    part.findings.push(finding);
    part.about.push(own[varying] ?? '');
  });
  if (parts.size > findings.length / 4) return [{ findings, about: names.map(list => list[varying] ?? '') }];
  return [...parts.values()];
}
