import { fromBytes, toBytes } from './bytes.ts';
import { type Paint, plainPaint } from './paint.ts';
import type { Remedy } from './remedy.ts';
import { shortenPath } from './shorten-path.ts';
import { showControls, showSteering } from './show-controls.ts';
import type { Position } from './source.ts';
import { textWidth } from './text-width.ts';

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
  /** What the caller can do beside that, which is another thing at a command line than in a program. */
  readonly remedy?: Remedy | undefined;
  /** What it is about, where that has a name of its own. */
  readonly subject?: Subject | undefined;
  /** More that belongs to it, in sentences without a full stop: the demands that cannot be kept together, say. */
  readonly notes?: readonly string[] | undefined;
  /** The calls that led here, innermost first; printed on demand. */
  readonly trace?: readonly TraceEntry[] | undefined;
}

/** A part of the models that a finding is about: `{ kind: 'service', name: 'web' }`. */
export interface Subject {
  readonly kind: 'service' | 'target' | 'pool' | 'rule' | 'capacity' | 'container' | 'option' | 'argument';
  readonly name: string;
}

/** The service of this name, as what a finding is about. */
export function aboutService(name: string): Subject {
  return { kind: 'service', name };
}

/** The target of this name, as what a finding is about. */
export function aboutTarget(name: string): Subject {
  return { kind: 'target', name };
}

/** A call on the way to an error. */
export interface TraceEntry {
  readonly message: string;
  readonly position?: Position | undefined;
}

/** Something that the user can mend: wrong input, a model that fails to evaluate. Ends in exit code 2. */
export abstract class UserError extends Error {
  abstract readonly diagnostics: readonly Diagnostic[];
  /** No use in looking for further findings (a limit was reached). */
  get fatal(): boolean {
    return false;
  }
}

/** The input is wrong: carries every finding, not only the first. */
export class InputError extends UserError {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'));
    this.name = 'InputError';
    this.diagnostics = diagnostics;
  }
}

/** How diagnostics are printed. */
export interface DiagnosticFormat {
  /** Print the calls that led to the error. */
  readonly showTrace?: boolean;
  /** Said of calls that are not printed: how they would be. */
  readonly pointToTrace?: string;
  /** Names of files inside this folder are shown relative to it. */
  readonly folder?: string;
  /** How it looks; without colours when left out. */
  readonly paint?: Paint;
  /** Print places without the lines that they are in. */
  readonly withoutLines?: boolean;
}

/**
 * A diagnostic as printed on stderr: `error: message`, the place, a code frame, what belongs to it, and the hint. Ends
 * with a line end. Names come from models, so what would steer a terminal is shown instead of sent.
 */
export function formatDiagnostic(diagnostic: Diagnostic, format: DiagnosticFormat = {}): string {
  const { paint = plainPaint } = format;
  const lines = [
    `${paint(diagnostic.severity, `${diagnostic.severity}:`)} ${shortenPlaces(diagnostic.message, format)} [${diagnostic.code}]`,
  ];
  if (diagnostic.position) lines.push(...frame(diagnostic.position, format));
  else if (diagnostic.file !== undefined) lines.push(`  at ${paint('place', shorten(diagnostic.file, format))}`);
  for (const note of diagnostic.notes ?? []) lines.push(`  ${shortenPlaces(note, format)}`);
  if (diagnostic.hint !== undefined) lines.push(formatHint(diagnostic.hint, format).trimEnd());
  const trace = diagnostic.trace ?? [];
  if (format.showTrace) {
    for (const entry of trace) {
      lines.push(`  ${showControls(entry.message)}`);
      if (entry.position) lines.push(...frame(entry.position, format));
    }
  } else if (trace.length > 0 && format.pointToTrace !== undefined) lines.push(`  (${format.pointToTrace})`);
  return `${lines.join('\n')}\n`;
}

/** A hint as printed. Ends with a line end. */
export function formatHint(hint: string, format: DiagnosticFormat = {}): string {
  const { paint = plainPaint } = format;
  return `  ${paint('hint', 'hint:')} ${shortenPlaces(hint, format)}\n`;
}

function shorten(file: string, { folder }: DiagnosticFormat): string {
  return showControls(shortenPath(file, folder));
}

function shortenPlaces(sentence: string, { folder }: DiagnosticFormat): string {
  return showControls(shortenPlacesIn(sentence, folder));
}

/** A sentence in which the names of files in places, `at FILE:LINE:COLUMN`, are relative to a folder they lie in. */
export function shortenPlacesIn(sentence: string, folder: string | undefined): string {
  return folder === undefined || folder === '/' ? sentence : sentence.replaceAll(` at ${folder}/`, ' at ');
}

function frame(position: Position, format: DiagnosticFormat): string[] {
  const { paint = plainPaint } = format;
  if (format.withoutLines === true) return [`  at ${paint('place', shorten(position.toString(), format))}`];
  const { source } = position;
  const { line, column } = source.lineAndColumn(position.offset);
  const text = source.line(line);
  // A very long line (generated code) is cut to a window around the column.
  const start = startOfCharacter(text, Math.max(0, Math.min(column - 60, text.length - 118)));
  const place = Math.max(start, column - 1);
  const before = printable(text.slice(start, place));
  const after = printable(text.slice(place, startOfCharacter(text, start + 118)));
  const gutter = String(line);
  const pad = ' '.repeat(gutter.length);
  return [
    `  at ${paint('place', `${shorten(source.name, format)}:${line}:${column}`)}`,
    `  ${pad} |`,
    `  ${gutter} | ${toBytes(before + after)}`,
    // One blank a column, however many bytes or characters fill it.
    `  ${pad} | ${' '.repeat(textWidth(before))}${paint('error', '^')}`,
  ];
}

/** The offset itself, or that of the character of UTF-8 that it is inside of. */
function startOfCharacter(bytes: string, offset: number): number {
  let start = offset;
  while (start > offset - 3 && start > 0 && (bytes.charCodeAt(start) & 0xc0) === 0x80) start--;
  return start;
}

/** A part of a line as text that steers nothing: a tab is one blank. */
function printable(bytes: string): string {
  return showSteering(fromBytes(bytes).replace(/\p{Cc}/gu, ' '));
}
