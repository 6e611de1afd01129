import { type Diagnostic, type DiagnosticFormat, formatDiagnostic, formatHint } from './diagnostic.ts';
import { type FindingGroup, groupFindings } from './group-findings.ts';
import { nameSome } from './name-some.ts';
import { sortNaturally } from './natural-order.ts';
import { shortenPath } from './shorten-path.ts';
import { showControls } from './show-controls.ts';

/** How findings are printed. */
export interface FindingsFormat extends DiagnosticFormat {
  /** How to see them all, in a clause; every finding is printed where it is left out. */
  readonly toSeeAll?: string | undefined;
}

/** Of a group with more findings than `most` so many are shown. */
const [most, shown] = [4, 3];

/** So many of the names, or places, of those that are not shown are listed. */
const mostNames = 8;

/**
 * Findings as printed, each once. Of many that have one cause a few are shown, with how many more there are and whom
 * they are about; a hint that all of them share is given once. O(findings).
 */
export function formatFindings(findings: readonly Diagnostic[], format: FindingsFormat = {}): string {
  const places = new Map([...new Set(findings)].map((finding, i) => [finding, i]));
  const texts: string[] = [];
  for (const group of groupFindings(findings)) {
    // A group stands where its findings do, or the first of them.
    const its = group.findings.map(finding => places.get(finding) ?? 0).sort((a, b) => a - b);
    const isLarge = format.toSeeAll !== undefined && group.findings.length > most;
    const told = isLarge ? [formatGroup(group, format)] : group.findings.map(one => formatDiagnostic(one, format));
    told.forEach((text, i) => {
      texts[its[i] ?? 0] = text;
    });
  }
  return texts.join('');
}

function formatGroup({ findings, about }: FindingGroup, format: FindingsFormat): string {
  const hints = new Set(findings.map(({ hint }) => hint));
  const [hint] = hints.size === 1 ? hints : [];
  const examples = findings
    .slice(0, shown)
    .map(one => formatDiagnostic(hint === undefined ? one : { ...one, hint: undefined }, format));
  const rest = findings.slice(shown);
  const names = new Set(about.slice(shown).flat());
  const whom =
    names.size > 1
      ? sortNaturally(names).map(name => `"${showControls(name)}"`)
      : rest.flatMap(one => placeOf(one, format));
  const list = whom.length === 0 ? '' : `: ${nameSome(whom, mostNames)}`;
  const tail = `  and ${rest.length} more like these${list} (${format.toSeeAll})\n`;
  return [...examples, tail, ...(hint === undefined ? [] : [formatHint(hint, format)])].join('');
}

function placeOf({ position, file }: Diagnostic, { folder }: DiagnosticFormat): readonly string[] {
  const place = position?.toString() ?? file;
  return place === undefined ? [] : [showControls(shortenPath(place, folder))];
}
