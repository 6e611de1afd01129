import { fromBytes, toBytes } from '../../base/bytes.ts';
import { InputError } from '../../base/diagnostic.ts';
import type { Position, Source } from '../../base/source.ts';
import { type DataNode, depthLimit, type MapEntry, type ScalarNode } from './data-node.ts';
import { TextCursor } from './text-cursor.ts';

const blanks = /[ \t\r\n]*/y;
const numbers = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters in strings
const strings = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;
const words = /true|false|null/y;

/**
 * A JSON text (RFC 8259) with the place of every value. Unlike a program that takes the last of two equal keys, it
 * refuses them: whoever wrote both meant both. O(n).
 * @throws InputError with line and column of the first thing that is wrong
 */
export function readJsonNode(source: Source): DataNode {
  return new JsonNodeReader(source).readDocument();
}

class JsonNodeReader extends TextCursor {
  readDocument(): DataNode {
    const value = this.#read(0);
    this.#skip();
    if (this.at < this.text.length) throw this.#wrong('expected the end of the text');
    return value;
  }

  #read(depth: number): DataNode {
    this.#skip();
    if (depth > depthLimit) throw this.#wrong(`lists and objects are nested more than ${depthLimit} deep`);
    const position = this.here();
    const character = this.text[this.at];
    if (character === '{') return this.#readObject(position, depth);
    if (character === '[') return this.#readArray(position, depth);
    if (character === '"') return { kind: 'text', text: this.#readString(), position };
    return this.#readPlain(position);
  }

  #readObject(position: Position, depth: number): DataNode {
    const entries = new Map<string, MapEntry>();
    this.at++;
    for (let first = true; ; first = false) {
      this.#skip();
      if (this.take('}')) return { kind: 'map', entries, position };
      if (!first) {
        if (!this.take(',')) throw this.#wrong("expected ',' or '}'");
        this.#skip();
      }
      const key = this.here();
      if (this.text[this.at] !== '"') throw this.#wrong('expected a name in quotes');
      const name = this.#readString();
      if (entries.has(name)) throw this.#wrong(`the key "${name}" is there twice`, key);
      this.#skip();
      if (!this.take(':')) throw this.#wrong("expected ':'");
      entries.set(name, { key, value: this.#read(depth + 1) });
    }
  }

  #readArray(position: Position, depth: number): DataNode {
    const items: DataNode[] = [];
    this.at++;
    for (let first = true; ; first = false) {
      this.#skip();
      if (this.take(']')) return { kind: 'list', items, position };
      if (!first && !this.take(',')) throw this.#wrong("expected ',' or ']'");
      items.push(this.#read(depth + 1));
    }
  }

  #readPlain(position: Position): ScalarNode {
    const word = this.match(words);
    if (word !== undefined) return { kind: word === 'null' ? 'null' : 'flag', text: word, position };
    const number = this.match(numbers);
    if (number === undefined) throw this.#wrong('expected a value');
    return { kind: 'number', text: number, position };
  }

  #readString(): string {
    const start = this.at;
    const literal = this.match(strings);
    if (literal === undefined) throw this.#wrong('this is no string of JSON');
    const content = literal.slice(1, -1);
    if (!/[\\\x80-\xff]/.test(content)) return content;
    const text = fromBytes(literal);
    if (toBytes(text) !== literal) throw this.#wrong('the text is no UTF-8', this.here(start));
    return toBytes(JSON.parse(text) as string);
  }

  #skip(): void {
    this.match(blanks);
  }

  #wrong(message: string, position = this.here()): InputError {
    return new InputError([{ severity: 'error', code: 'json', message, position }]);
  }
}
