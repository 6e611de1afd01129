import type { Source } from '../../base/source.ts';
import type { Limits } from '../limits.ts';
import type { Language } from '../nix-version.ts';
import { addBinding, addInherited, addNamed, BindingList } from './parse-bindings.ts';
import { NameParser } from './parse-names.ts';
import type { AttributeName, Expression } from './syntax.ts';
import * as T from './token.ts';

/** The rules for sets and for what else has bindings: `{ a = 1; inherit b; }`, `rec { … }`, `let { … }`, `let … in`. */
export abstract class SetParser extends NameParser {
  protected readonly language: Language;

  constructor(source: Source, language: Language, limits: Limits | undefined) {
    super(source, limits);
    this.language = language;
  }

  protected legacyLet(at: number): Expression {
    const open = this.start;
    this.next();
    const bindings = this.bindings(T.BRACE_CLOSE, open, undefined);
    this.next();
    return { kind: 'legacyLet', at, bindings };
  }

  /** The rest of a set, from behind its opening brace on. */
  protected set(at: number, open: number, recursive: boolean, first: AttributeName | undefined): Expression {
    const bindings = this.bindings(T.BRACE_CLOSE, open, first);
    this.next();
    return { kind: 'set', at, recursive, bindings };
  }

  /**
   * Bindings up to the token `end`, which stays current. `first` is the first name of the first path when it was read
   * already.
   */
  protected bindings(end: number, open: number, first: AttributeName | undefined): BindingList {
    const bindings = new BindingList(this.language.mergesDynamic);
    let pending = first;
    while (this.token !== end || pending !== undefined) {
      if (this.token === T.INHERIT && pending === undefined) {
        this.next();
        this.#inherit(bindings);
        continue;
      }
      if (pending === undefined && !this.#startsAttribute()) this.badBinding(end, open);
      const step = pending ?? this.attributeName();
      pending = undefined;
      if (this.token === T.ASSIGN && !('expression' in step)) {
        // By far the most bindings are `name = value;`: they need no path.
        addNamed(this.source, bindings, step.at, step.name, this.#boundValue(step.at, end, open));
      } else {
        const path = this.attributePath(step);
        addBinding(this.source, bindings, path, this.#boundValue(step.at, end, open));
      }
    }
    bindings.trim();
    return bindings;
  }

  /** `= value;` behind a path that begins at `at`, among bindings that began at `open` and go on to the token `end`. */
  #boundValue(at: number, end: number, open: number): Expression {
    const nameEnd = this.previousEnd;
    if (this.token !== T.ASSIGN) {
      const isEndless = end === T.IN && this.token === T.END;
      const written = `a binding is written: ${this.text.slice(at, nameEnd)} = value;`;
      this.unexpected("'.' or '='", isEndless ? this.withoutIn(open) : written);
    }
    this.next();
    const value = this.parseExpression();
    if (this.token !== T.SEMICOLON) this.missingSemicolon(at, nameEnd);
    this.next();
    return value;
  }

  #startsAttribute(): boolean {
    const { token } = this;
    return token === T.IDENTIFIER || token === T.QUOTE || token === T.INTERPOLATION || token === T.OR_WORD;
  }

  /**
   * `inherit a b;` or `inherit (e) a b;` from behind the word on. Every name is said to stand right before the first
   * one.
   */
  #inherit(bindings: BindingList): void {
    let from: Expression | undefined;
    if (this.token === T.PAREN_OPEN) {
      const open = this.start;
      this.next();
      from = this.parseExpression();
      this.close(T.PAREN_CLOSE, open, 'an operator');
    }
    const at = this.previousEnd;
    while (this.token !== T.SEMICOLON) {
      if (!this.#startsAttribute()) this.unexpected("an attribute name or ';'", this.#inheritHint());
      const step = this.attributeName();
      if ('expression' in step) this.fail('dynamic attributes are not allowed in inherit', step.at);
      const { name } = step;
      const value: Expression =
        from === undefined
          ? { kind: 'variable', at: step.at, name }
          : { kind: 'select', at: step.at, subject: from, path: [step] };
      const inherited = from === undefined ? 'scope' : 'source';
      addInherited(this.source, bindings, { at, name, value, inherited }, step.at);
    }
    this.next();
  }

  #inheritHint(): string {
    switch (this.token) {
      case T.COMMA:
        return 'names are separated by blanks: inherit a b;';
      case T.DOT:
        return 'write inherit (a) b; for b = a.b;';
      default:
        return "an 'inherit' ends with ';'";
    }
  }
}
