import { toBytes } from '../../base/bytes.ts';
import { Source } from '../../base/source.ts';
import { TextCursor } from '../document/text-cursor.ts';
import { Unknown } from './hcl-value.ts';

/** A piece of a text: as it is, or an expression that is put in. */
interface TextPart {
  readonly text: string;
  readonly isExpression: boolean;
}

/** What the cluster fills in when the job runs. */
export const ofCluster = /^\s*(?:attr|meta|node|env|device|NOMAD_\w+|unique)\b/;

const heredoc = /<<-?([A-Za-z_][\w-]*)[ \t]*\r?\n/y;
const escapePattern = /\\(?:([nrt"\\])|u([0-9a-fA-F]{4}))/y;

/**
 * The pieces of a text in quotes, or of a heredoc, that begins here. What the cluster fills in stays as it is.
 * @throws Unknown for what is no such text, and for directives (`%{ if … }`)
 */
export function readHclText(cursor: TextCursor): readonly TextPart[] {
  const opening = cursor.match(heredoc);
  if (opening === undefined) {
    if (!cursor.take('"')) throw new Unknown();
    return readParts(cursor, '"');
  }
  const word = /[A-Za-z_][\w-]*/.exec(opening)?.[0] ?? '';
  const end = new RegExp(`^[ \\t]*${word}[ \\t\\r]*$`, 'm').exec(cursor.text.slice(cursor.at));
  if (end === null) throw new Unknown();
  const said = cursor.text.slice(cursor.at, cursor.at + end.index);
  cursor.at += end.index + end[0].length;
  const inner = new TextCursor(new Source('', opening.startsWith('<<-') ? withoutIndent(said) : said));
  return readParts(inner, inner.text.length);
}

/** A `<<-` text without the blanks that all of its lines begin with. */
export function withoutIndent(text: string): string {
  const lines = text.split('\n');
  const indents = lines.flatMap(line => (line.trim() === '' ? [] : (/^[ \t]*/.exec(line)?.[0].length ?? 0)));
  const least = indents.reduce((a, b) => Math.min(a, b), text.length);
  return lines.map(line => line.slice(least)).join('\n');
}

function readParts(cursor: TextCursor, end: '"' | number): readonly TextPart[] {
  const parts: TextPart[] = [];
  let text = '';
  for (;;) {
    const isAtEnd = typeof end === 'number' ? cursor.at >= end : cursor.take(end);
    if (isAtEnd) return text === '' && parts.length > 0 ? parts : [...parts, { text, isExpression: false }];
    const two = cursor.text.slice(cursor.at, cursor.at + 2);
    if (two === '') throw new Unknown();
    if (/^(?:\$\$\{|%%\{)/.test(cursor.text.slice(cursor.at, cursor.at + 3))) {
      text += `${two[0]}{`;
      cursor.at += 3;
    } else if (two === '%{') throw new Unknown();
    else if (two === '${') {
      const inner = readInner(cursor);
      if (ofCluster.test(inner)) text += `\${${inner}}`;
      else {
        if (text !== '') parts.push({ text, isExpression: false });
        parts.push({ text: inner.replace(/^~|~$/g, '').trim(), isExpression: true });
        text = '';
      }
    } else if (end === '"' && two[0] === '\\') text += readEscape(cursor);
    else {
      text += two[0];
      cursor.at++;
    }
  }
}

/** What stands between `${` and its `}`. */
function readInner(cursor: TextCursor): string {
  cursor.at += 2;
  const start = cursor.at;
  for (let depth = 1; ; cursor.at++) {
    const character = cursor.text[cursor.at];
    if (character === undefined) throw new Unknown();
    if (character === '"') {
      cursor.at++;
      readParts(cursor, '"');
      cursor.at--;
    } else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) break;
  }
  cursor.at++;
  return cursor.text.slice(start, cursor.at - 1);
}

function readEscape(cursor: TextCursor): string {
  const whole = cursor.match(escapePattern);
  if (whole === undefined) throw new Unknown();
  if (whole[1] === 'u') return toBytes(String.fromCharCode(Number.parseInt(whole.slice(2), 16)));
  return { n: '\n', r: '\r', t: '\t' }[whole[1] ?? ''] ?? whole[1] ?? '';
}
