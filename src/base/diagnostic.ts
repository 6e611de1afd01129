import type { Position } from './source.ts';

/** One finding about the user's input: a sentence, where it is, and what to do about it. All texts are byte strings. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** A stable, greppable name in kebab-case: `unknown-target`, `syntax`, `pool-range`. */
  readonly code: string;
  /** A sentence without a full stop at its end, lower case at its start. */
  readonly message: string;
  readonly position?: Position | undefined;
  /** The file concerned, where there is no position in it. */
  readonly file?: string | undefined;
  /** What to do: `did you mean "dependsOn"?` */
  readonly hint?: string | undefined;
  /** The calls that led here, innermost first; printed with `--show-trace`. */
  readonly trace?: readonly TraceEntry[] | undefined;
}

export interface TraceEntry {
  readonly message: string;
  readonly position?: Position | undefined;
}

/** The input is wrong: carries every finding, not only the first. Ends in exit code 2. */
export class InputError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'));
    this.name = 'InputError';
    this.diagnostics = diagnostics;
  }
}

/** A diagnostic as printed on stderr: `error: message`, the place, a code frame, and the hint. Ends with a line end. */
export function formatDiagnostic(diagnostic: Diagnostic, options: { readonly showTrace?: boolean } = {}): string {
  const lines = [`${diagnostic.severity}: ${diagnostic.message} [${diagnostic.code}]`];
  if (diagnostic.position) lines.push(...frame(diagnostic.position));
  else if (diagnostic.file !== undefined) lines.push(`  at ${diagnostic.file}`);
  if (diagnostic.hint !== undefined) lines.push(`  hint: ${diagnostic.hint}`);
  const trace = diagnostic.trace ?? [];
  if (options.showTrace) {
    for (const entry of trace) {
      lines.push(`  ${entry.message}`);
      if (entry.position) lines.push(...frame(entry.position));
    }
  } else if (trace.length > 0) lines.push('  (use --show-trace to see the calls that led here)');
  return `${lines.join('\n')}\n`;
}

function frame(position: Position): string[] {
  const { line, column } = position.source.lineAndColumn(position.offset);
  const text = position.source.line(line);
  // A very long line (generated code) is cut to a window around the column.
  const start = Math.max(0, Math.min(column - 60, text.length - 118));
  const shown = text.slice(start, start + 118).replace(/[\t\x00-\x08\x0b-\x1f\x7f]/g, ' ');
  const gutter = String(line);
  const pad = ' '.repeat(gutter.length);
  return [
    `  at ${position.toString()}`,
    `  ${pad} |`,
    `  ${gutter} | ${shown}`,
    `  ${pad} | ${' '.repeat(Math.max(0, column - 1 - start))}^`,
  ];
}
