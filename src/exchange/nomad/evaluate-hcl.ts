import { Source } from '../../base/source.ts';
import { depthLimit } from '../document/data-node.ts';
import { TextCursor } from '../document/text-cursor.ts';
import { findFunction } from './hcl-functions.ts';
import {
  areEqual,
  type HclScope,
  type HclValue,
  isObject,
  isTuple,
  toFlag,
  toNumber,
  toText,
  Unknown,
} from './hcl-value.ts';
import { readHclText } from './read-hcl-text.ts';

/** An expression that was read, to be evaluated with what its names stand for. */
type Evaluate = (scope: HclScope) => HclValue;

/**
 * The value of an expression of HCL: texts with `${…}`, names, attributes and indices, operators, conditions, `for`,
 * and functions that depend on their arguments alone. O(text) and what the functions do.
 * @param scope what a name stands for; throws `Unknown` for one that it does not know
 * @throws Unknown where the value is not known here
 * @example
 * evaluateHcl('format("%s-%d", "web", 1 + 1)', () => { throw new Unknown(); }) // 'web-2'
 */
export function evaluateHcl(text: string, scope: HclScope): HclValue {
  const reader = new ExpressionReader(new Source('', text));
  return reader.readWhole()(scope);
}

const blanks = /(?:[ \t\r\n]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const identifier = /[A-Za-z_][\w-]*/y;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** By how tightly they bind, loosest first. */
const operators: readonly RegExp[] = [/\|\|/y, /&&/y, /[=!]=/y, /[<>]=?/y, /[+-]/y, /[*/%]/y];

class ExpressionReader extends TextCursor {
  #depth = 0;

  readWhole(): Evaluate {
    const found = this.#readExpression();
    if (this.at < this.text.length) throw new Unknown();
    return found;
  }

  #readExpression(): Evaluate {
    if (++this.#depth > depthLimit) throw new Unknown();
    const condition = this.#readOperation(0);
    let found = condition;
    if (this.#takeWord('?')) {
      const yes = this.#readExpression();
      this.#want(':');
      const no = this.#readExpression();
      found = scope => (toFlag(condition(scope)) ? yes(scope) : no(scope));
    }
    this.#depth--;
    return found;
  }

  #readOperation(level: number): Evaluate {
    const pattern = operators[level];
    if (pattern === undefined) return this.#readUnary();
    let left = this.#readOperation(level + 1);
    for (;;) {
      this.match(blanks);
      const operator = this.match(pattern);
      if (operator === undefined) return left;
      const [one, other] = [left, this.#readOperation(level + 1)];
      left = scope => operate(operator, one, other, scope);
    }
  }

  #readUnary(): Evaluate {
    this.match(blanks);
    const sign = this.match(/[-!]/y);
    if (sign !== undefined) {
      if (++this.#depth > depthLimit) throw new Unknown();
      const inner = this.#readUnary();
      this.#depth--;
      return scope => (sign === '-' ? -toNumber(inner(scope)) : !toFlag(inner(scope)));
    }
    return this.#readTraversal(this.#readPrimary());
  }

  #readTraversal(first: Evaluate): Evaluate {
    let found = first;
    for (;;) {
      const inner = found;
      if (/^\.[A-Za-z_]/.test(this.text.slice(this.at, this.at + 2))) {
        this.at++;
        const name = this.match(identifier) ?? '';
        found = scope => at(inner(scope), name);
      } else if (this.text[this.at] === '[' && this.text[this.at + 1] !== '*') {
        this.at++;
        const index = this.#readExpression();
        this.#want(']');
        found = scope => at(inner(scope), index(scope));
      } else return found;
    }
  }

  #readPrimary(): Evaluate {
    const character = this.text[this.at];
    if (character === '"' || character === '<') return this.#readText();
    if (this.take('(')) {
      const inner = this.#readExpression();
      this.#want(')');
      return inner;
    }
    if (this.take('[')) return this.#readFor(']') ?? this.#readList();
    if (this.take('{')) return this.#readFor('}') ?? this.#readObject();
    const digits = this.match(number);
    if (digits !== undefined) return () => Number(digits);
    const word = this.match(identifier);
    if (word === undefined) throw new Unknown();
    if (word === 'true' || word === 'false') return () => word === 'true';
    if (word === 'null') return () => null;
    return this.take('(') ? this.#readCall(word) : scope => scope(word);
  }

  #readText(): Evaluate {
    const parts = readHclText(this);
    const read = parts.map(({ text, isExpression }) => {
      if (!isExpression) return () => text;
      return new ExpressionReader(new Source('', text)).readWhole();
    });
    const [only] = read;
    if (only !== undefined && read.length === 1) return only;
    return scope => read.map(part => toText(part(scope))).join('');
  }

  #readCall(name: string): Evaluate {
    const args: Evaluate[] = [];
    while (!this.#takeWord(')')) {
      args.push(this.#readExpression());
      this.match(blanks);
      if (!this.take(',') && this.text[this.at] !== ')') throw new Unknown();
    }
    return scope => findFunction(name)(args.map(each => each(scope)));
  }

  #readList(): Evaluate {
    const items: Evaluate[] = [];
    while (!this.#takeWord(']')) {
      items.push(this.#readExpression());
      this.match(blanks);
      if (!this.take(',') && this.text[this.at] !== ']') throw new Unknown();
    }
    return scope => items.map(each => each(scope));
  }

  #readObject(): Evaluate {
    const entries: (readonly [Evaluate, Evaluate])[] = [];
    while (!this.#takeWord('}')) {
      const name = this.match(identifier);
      const key = name === undefined ? this.#readExpression() : () => name;
      if (!this.#takeWord('=') && !this.#takeWord(':')) throw new Unknown();
      entries.push([key, this.#readExpression()]);
      this.#takeWord(',');
    }
    return scope => new Map(entries.map(([key, value]) => [toText(key(scope)), value(scope)]));
  }

  /** `[for x in list : f(x) if g(x)]`, `{for k, v in map : k => v}`; undefined for what is no `for`. */
  #readFor(end: ']' | '}'): Evaluate | undefined {
    this.match(blanks);
    if (this.match(/for\b(?!\s*[=:])/y) === undefined) return undefined;
    const names = [this.#readName()];
    if (this.#takeWord(',')) names.push(this.#readName());
    if (this.#readName() !== 'in') throw new Unknown();
    const from = this.#readExpression();
    this.#want(':');
    const first = this.#readExpression();
    const second = end === '}' && this.#takeWord('=>') ? this.#readExpression() : undefined;
    if (end === '}' && second === undefined) throw new Unknown();
    this.match(blanks);
    const test = this.match(/if\b/y) === undefined ? undefined : this.#readExpression();
    this.#want(end);
    return scope => {
      const scopes = scopesOf(from(scope), names, scope).filter(each => test === undefined || toFlag(test(each)));
      if (second === undefined) return scopes.map(first);
      return new Map(scopes.map(each => [toText(first(each)), second(each)]));
    };
  }

  #readName(): string {
    this.match(blanks);
    const name = this.match(identifier);
    if (name === undefined) throw new Unknown();
    return name;
  }

  #takeWord(word: string): boolean {
    this.match(blanks);
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    this.match(blanks);
    return true;
  }

  #want(word: string): void {
    if (!this.#takeWord(word)) throw new Unknown();
  }
}

/** For each item of a collection the names that stand for it: `value`, or `key, value`. */
function scopesOf(from: HclValue, names: readonly string[], outer: HclScope): readonly HclScope[] {
  const [first = '', second] = names;
  return itemsOf(from).map(([key, value]) => name => {
    if (name === (second ?? first)) return value;
    return name === first ? key : outer(name);
  });
}

/** Keys (or indices) and values of a collection. @throws Unknown for what is none */
export function itemsOf(from: HclValue): readonly (readonly [HclValue, HclValue])[] {
  if (isTuple(from)) return from.map((value, i) => [i, value]);
  if (isObject(from)) return [...from];
  throw new Unknown();
}

function at(value: HclValue, index: HclValue): HclValue {
  const found = isTuple(value) ? value[toNumber(index)] : isObject(value) ? value.get(toText(index)) : undefined;
  if (found === undefined) throw new Unknown();
  return found;
}

function operate(operator: string, one: Evaluate, other: Evaluate, scope: HclScope): HclValue {
  if (operator === '||') return toFlag(one(scope)) || toFlag(other(scope));
  if (operator === '&&') return toFlag(one(scope)) && toFlag(other(scope));
  if (operator === '==') return areEqual(one(scope), other(scope));
  if (operator === '!=') return !areEqual(one(scope), other(scope));
  const [a, b] = [toNumber(one(scope)), toNumber(other(scope))];
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '%':
      return toNumber(a % b);
    default:
      return toNumber(a / b);
  }
}
