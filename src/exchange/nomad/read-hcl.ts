import { toBytes } from '../../base/bytes.ts';
import { InputError } from '../../base/diagnostic.ts';
import type { Position, Source } from '../../base/source.ts';
import { type DataNode, depthLimit, type MapEntry } from '../document/data-node.ts';
import { TextCursor } from '../document/text-cursor.ts';
import { ofCluster, withoutIndent } from './read-hcl-text.ts';

/** A body of HCL: what stands in a file, or between the braces of a block. */
export interface HclBody {
  readonly attributes: ReadonlyMap<string, MapEntry>;
  readonly blocks: readonly HclBlock[];
  readonly position: Position;
}

/** `group "web" { … }`: what it is, its labels, and what is in it. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
  readonly position: Position;
}

/** The tag of a scalar whose text is an expression that is not evaluated here. */
export const expressionTag = 'hcl:expression';

/**
 * An HCL text as people write job files: attributes and blocks; texts, heredocs, numbers, truth values, lists and
 * objects. Any other expression (a variable, a function, an operator, a text with `${…}` that the cluster itself does
 * not fill in) is kept as it is written, with a tag, to be evaluated. Keys that are there
 * twice are refused. O(n).
 * @throws InputError with line and column of the first thing that is no HCL
 */
export function readHcl(source: Source): HclBody {
  return new HclReader(source).readFile();
}

const blanks = /(?:[ \t\r]|\/\*[\s\S]*?\*\/)*/y;
const blanksAndLines = /(?:[ \t\r\n]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const identifier = /[A-Za-z_\x80-\xff][\w\x80-\xff-]*/y;
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const heredoc = /<<-?([A-Za-z_][\w-]*)[ \t]*\r?\n/y;
/** What may follow a whole expression. */
const afterValue = /[ \t\r]*(?=[,\]}\n#]|\/\/|\/\*|$)/y;
/** What cannot be a part of the expression before it: a name, a text, or what ends attributes elsewhere. */
const stray = /[ \t\r]*(?=[A-Za-z_";])/y;
const variable = /[A-Za-z_][\w-]*(?:\.[\w-]+)*/y;
const endsWithLine = 'an attribute ends with its line: what follows needs a line of its own';

class HclReader extends TextCursor {
  readFile(): HclBody {
    const body = this.#readBody(0);
    if (this.at < this.text.length) throw this.#wrong('a } without its {');
    return body;
  }

  #readBody(depth: number): HclBody {
    if (depth > depthLimit) throw this.#wrong(`blocks are nested more than ${depthLimit} deep`);
    const position = this.here();
    const attributes = new Map<string, MapEntry>();
    const blocks: HclBlock[] = [];
    for (;;) {
      this.match(blanksAndLines);
      if (this.at >= this.text.length || this.text[this.at] === '}') return { attributes, blocks, position };
      const key = this.here();
      const name = this.#readName();
      if (name === undefined) {
        throw this.#wrong(
          /[,;]/.test(this.text[this.at] ?? '') ? endsWithLine : 'expected the name of an attribute or block',
        );
      }
      this.match(blanks);
      if (this.text[this.at] === '=' && this.text[this.at + 1] !== '=') {
        this.at++;
        if (attributes.has(name)) throw this.#wrong(`the attribute "${name}" is there twice`, key);
        attributes.set(name, { key, value: this.#readExpression(depth + 1, endsWithLine) });
      } else blocks.push(this.#readBlock(name, key, depth));
    }
  }

  #readBlock(type: string, position: Position, depth: number): HclBlock {
    const labels: string[] = [];
    for (;;) {
      this.match(blanks);
      if (this.text[this.at] === '{') break;
      const label = this.#readName();
      if (label === undefined) throw this.#wrong(`expected = or { behind "${type}"`);
      labels.push(label);
    }
    this.at++;
    const body = this.#readBody(depth + 1);
    if (this.text[this.at] !== '}') throw this.#wrong(`the block "${type}" has no end`, position);
    this.at++;
    return { type, labels, body, position };
  }

  /** An identifier, or a text in quotes without anything to fill in. */
  #readName(): string | undefined {
    const name = this.match(identifier);
    if (name !== undefined || this.text[this.at] !== '"') return name;
    return this.#readQuoted().text;
  }

  /** @param ending what has to follow, where another thing does that is no part of an expression */
  #readExpression(depth: number, ending: string): DataNode {
    this.match(blanks);
    if (depth > depthLimit) throw this.#wrong(`lists and objects are nested more than ${depthLimit} deep`);
    const start = this.at;
    const position = this.here();
    const value = this.#tryValue(depth, position);
    if (value !== undefined && this.match(afterValue) !== undefined) return value;
    if (value === undefined) {
      this.at = start;
      this.match(variable);
    }
    if (this.at > start && this.match(stray) !== undefined) throw this.#wrong(ending);
    this.at = start;
    return { kind: 'text', text: this.#skipExpression(), position, tag: expressionTag };
  }

  /** Undefined for what is no literal. */
  #tryValue(depth: number, position: Position): DataNode | undefined {
    const character = this.text[this.at];
    if (character === '"') {
      const start = this.at;
      const { text, isWhole } = this.#readQuoted();
      if (isWhole) return { kind: 'text', text, position };
      return { kind: 'text', text: this.text.slice(start, this.at), position, tag: expressionTag };
    }
    if (character === '[') return this.#readList(depth, position);
    if (character === '{') return this.#readObject(depth, position);
    if (character === '<') return this.#readHeredoc(position);
    const digits = this.match(number);
    if (digits !== undefined) return { kind: 'number', text: digits, position };
    const word = this.match(identifier);
    if (word === 'true' || word === 'false') return { kind: 'flag', text: word, position };
    return word === 'null' ? { kind: 'null', text: word, position } : undefined;
  }

  #readList(depth: number, position: Position): DataNode | undefined {
    const items: DataNode[] = [];
    this.at++;
    for (;;) {
      this.match(blanksAndLines);
      if (this.take(']')) return { kind: 'list', items, position };
      const word = this.match(/for\b/y);
      if (word !== undefined) return undefined;
      items.push(this.#readExpression(depth + 1, "expected ',' or ']'"));
      this.match(blanksAndLines);
      if (!this.take(',') && this.text[this.at] !== ']') throw this.#wrong("expected ',' or ']'");
    }
  }

  #readObject(depth: number, position: Position): DataNode | undefined {
    const entries = new Map<string, MapEntry>();
    this.at++;
    for (;;) {
      this.match(blanksAndLines);
      if (this.take('}')) return { kind: 'map', entries, position };
      const key = this.here();
      const name = this.#readName();
      if (name === undefined || name === 'for') return undefined;
      this.match(blanks);
      if (!this.take('=') && !this.take(':')) throw this.#wrong("expected '=' or ':'");
      if (entries.has(name)) throw this.#wrong(`the key "${name}" is there twice`, key);
      entries.set(name, { key, value: this.#readExpression(depth + 1, "expected ',', '}' or the end of the line") });
      this.match(blanks);
      this.take(',');
    }
  }

  #readHeredoc(position: Position): DataNode | undefined {
    const from = this.at;
    const opening = this.match(heredoc);
    if (opening === undefined) return undefined;
    const [, word = ''] = /<<-?([\w-]+)/.exec(opening) ?? [];
    const start = this.at;
    for (let line = start; line < this.text.length; ) {
      const next = this.text.indexOf('\n', line);
      const end = next < 0 ? this.text.length : next;
      if (this.text.slice(line, end).trim() === word) {
        this.at = end;
        const text = this.text.slice(start, line);
        const inserted = [...text.matchAll(/(?<![$%])[$%]\{([^}]*)/g)];
        const isWhole = inserted.every(([all, inner = '']) => all.startsWith('$') && ofCluster.test(inner));
        if (!isWhole) return { kind: 'text', text: this.text.slice(from, end), position, tag: expressionTag };
        return { kind: 'text', text: opening.startsWith('<<-') ? withoutIndent(text) : text, position };
      }
      line = end + 1;
    }
    throw this.#wrong(`the text that <<${word} begins has no end`, position);
  }

  /** A text in quotes; `isWhole` says that nothing in it has to be evaluated before the job runs. */
  #readQuoted(): { readonly text: string; readonly isWhole: boolean } {
    const position = this.here();
    let text = '';
    let isWhole = true;
    this.at++;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined || character === '\n')
        throw this.#wrong('a text without its closing quote', position);
      if (this.take('"')) return { text, isWhole };
      const isEscaped = /^(?:\$\$\{|%%\{)/.test(this.text.slice(this.at, this.at + 3));
      if (isEscaped) {
        text += `${character}{`;
        this.at += 3;
      } else if ((character === '$' || character === '%') && this.text[this.at + 1] === '{') {
        const inner = this.#readTemplate();
        if (character === '%' || !ofCluster.test(inner.slice(2, -1))) isWhole = false;
        text += inner;
      } else if (character === '\\') text += this.#readEscape();
      else {
        text += character;
        this.at++;
      }
    }
  }

  /** `${…}`, braces included, with the texts that may stand in it. */
  #readTemplate(): string {
    const start = this.at;
    const position = this.here();
    this.at += 2;
    for (let depth = 1; depth > 0; ) {
      const character = this.text[this.at];
      if (character === undefined || character === '\n') throw this.#wrong('a ${ without its }', position);
      if (character === '"') this.#readQuoted();
      else {
        if (character === '{') depth++;
        else if (character === '}') depth--;
        this.at++;
      }
    }
    return this.text.slice(start, this.at);
  }

  #readEscape(): string {
    const [whole, character = '', code] =
      /^\\(?:([nrt"\\])|u([0-9a-fA-F]{4}))/.exec(this.text.slice(this.at, this.at + 6)) ?? [];
    if (whole === undefined) throw this.#wrong('this is no escape of HCL');
    this.at += whole.length;
    if (code !== undefined) return codeToBytes(Number.parseInt(code, 16));
    return { n: '\n', r: '\r', t: '\t' }[character] ?? character;
  }

  /** The text of an expression that is not read: to the end of the line, or of the list or object that it stands in. */
  #skipExpression(): string {
    const start = this.at;
    for (let depth = 0; this.at < this.text.length; ) {
      const character = this.text[this.at] ?? '';
      if (character === '"') {
        this.#readQuoted();
        continue;
      }
      if (character === '<' && this.#readHeredoc(this.here()) !== undefined) continue;
      if (depth === 0 && (/[,\]}\n#]/.test(character) || this.text.startsWith('//', this.at))) break;
      if ('([{'.includes(character)) depth++;
      else if (')]}'.includes(character)) depth--;
      this.at++;
    }
    const text = this.text.slice(start, this.at).trim();
    if (text === '') throw this.#wrong('expected a value');
    return text;
  }

  #wrong(message: string, position = this.here()): InputError {
    return new InputError([{ severity: 'error', code: 'hcl', message, position }]);
  }
}

function codeToBytes(code: number): string {
  return toBytes(String.fromCharCode(code));
}
