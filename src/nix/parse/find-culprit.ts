import { Position, type Source } from '../../base/source.ts';

/**
 * Where a bracket or quote is missing, a parser often notices many lines later. These look through the text once more,
 * only after an error, for what a person would look for: brackets whose indentation does not fit, strings that go on
 * over the end of their line.
 */

/**
 * A hint about the first closing bracket that begins a line but does not stand below the beginning of the line of its
 * opening one.
 */
export function findMisplacedBracket(source: Source): string | undefined {
  for (const { mark, open, close } of scan(source.text).brackets) {
    if (!isFirstInLine(source.text, close)) continue;
    const wanted = indentationOf(source.text, open);
    const actual = indentationOf(source.text, close);
    if (wanted === actual) continue;
    const bracket = source.text[close];
    const guess =
      actual < wanted ? `is a '${bracket}' missing before it?` : `is a '${bracket}' missing, or one too many, near it?`;
    const where = `the '${bracket}' at ${new Position(source, close)} closes the '${mark}' at ${new Position(source, open)}`;
    return `${where}, but stands further ${actual < wanted ? 'left' : 'right'}: ${guess}`;
  }
  return undefined;
}

/** A hint about the first `"` string before an offset that goes on over the end of its line. */
export function findLongString(source: Source, before: number): string | undefined {
  const start = scan(source.text).longStrings.find(offset => offset < before);
  if (start === undefined) return undefined;
  return `the string that begins at ${new Position(source, start)} goes on over the end of its line: is its closing " missing?`;
}

interface Scanned {
  /** In the order of the closing ones. */
  readonly brackets: readonly { readonly mark: string; readonly open: number; readonly close: number }[];
  readonly longStrings: readonly number[];
}

const closing: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
  ['${', '}'],
]);

/** What a pattern finds in code, and inside the two kinds of strings. */
const inCode = /#[^\n]*|\/\*.*?(?:\*\/|$)|\$\{|''|["{}[\]()]/gs;
const inString = /\\.|\$\{|"/gs;
const inIndented = /''[$'\\]|\$\{|''/g;

function scan(text: string): Scanned {
  const brackets: { mark: string; open: number; close: number }[] = [];
  const longStrings: number[] = [];
  const open: { readonly mark: string; readonly at: number }[] = [];
  let i = 0;
  for (;;) {
    const top = open.at(-1);
    const pattern = top?.mark === '"' ? inString : top?.mark === "''" ? inIndented : inCode;
    pattern.lastIndex = i;
    const found = pattern.exec(text);
    if (found === null) return { brackets, longStrings };
    const [mark] = found;
    const at = found.index;
    i = pattern.lastIndex;
    if (pattern !== inCode && mark === top?.mark) {
      open.pop();
      if (mark === '"' && text.slice(top.at, at).includes('\n')) longStrings.push(top.at);
    } else if (closing.has(mark) || (pattern === inCode && (mark === '"' || mark === "''"))) open.push({ mark, at });
    else if (top !== undefined && closing.get(top.mark) === mark) {
      open.pop();
      brackets.push({ mark: top.mark, open: top.at, close: at });
    }
  }
}

function isFirstInLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

/** The number of blanks that the line of an offset begins with. */
function indentationOf(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start).search(/[^ \t]|$/);
}
