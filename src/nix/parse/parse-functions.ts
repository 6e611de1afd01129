import { SetParser } from './parse-sets.ts';
import type { Expression, Lambda } from './syntax.ts';
import * as T from './token.ts';

type Formal = NonNullable<Lambda['formals']>['list'][number];

/** The rules for functions: `a: body`, `{ a, b ? 1, ... }: body`, `a@{ … }: body`, `{ … }@a: body`. */
export abstract class FunctionParser extends SetParser {
  /** `name: body`, the colon being the current token. */
  protected lambda(at: number, name: string | undefined, formals: Lambda['formals']): Expression {
    this.expect(T.COLON, 'the argument of a function');
    const body = this.parseExpression();
    return {
      kind: 'lambda',
      at,
      ...(name === undefined ? undefined : { name }),
      ...(formals === undefined ? undefined : { formals }),
      body,
    };
  }

  /** `name@{ … }: body`, the `@` being the current token. */
  protected lambdaNamedFirst(at: number, name: string): Expression {
    this.next();
    const open = this.start;
    this.expect(T.BRACE_OPEN, `'${name}@'`);
    return this.lambdaWithFormals(at, open, undefined, { at, name });
  }

  /** The rest of a pattern from behind its brace (and its first name) on, and the function. */
  protected lambdaWithFormals(
    at: number,
    open: number,
    first: { at: number; name: string } | undefined,
    name: { at: number; name: string } | undefined,
  ): Expression {
    const formals = this.#formals(open, first);
    if (name === undefined) return this.lambdaBehindFormals(at, formals);
    this.#refuseDoubleName(formals.list, name);
    return this.lambda(at, name.name, formals);
  }

  /** `: body` or `@name: body` behind a pattern. */
  protected lambdaBehindFormals(at: number, formals: NonNullable<Lambda['formals']>): Expression {
    if (this.token !== T.AT) return this.lambda(at, undefined, formals);
    this.next();
    const name = { at: this.start, name: this.name };
    this.expect(T.IDENTIFIER, "'@'");
    this.#refuseDoubleName(formals.list, name);
    return this.lambda(at, name.name, formals);
  }

  #refuseDoubleName(list: readonly Formal[], name: { at: number; name: string }): void {
    if (list.some(formal => formal.name === name.name)) {
      this.fail(`the function argument '${name.name}' is named twice`, name.at);
    }
  }

  /** `a, b ? 1, ... }`, the closing brace included. */
  #formals(open: number, first: { at: number; name: string } | undefined): NonNullable<Lambda['formals']> {
    const list: Formal[] = [];
    const seen = new Set<string>();
    let name = first;
    for (;;) {
      if (name === undefined) {
        if (this.token === T.BRACE_CLOSE) break;
        if (this.token === T.ELLIPSIS) {
          this.next();
          if (this.token === T.COMMA) this.unexpected("'}'", "'...' stands behind all other arguments");
          this.close(T.BRACE_CLOSE, open, undefined);
          return { open: true, list };
        }
        name = { at: this.start, name: this.name };
        if (this.token !== T.IDENTIFIER) this.unexpected("the name of an argument, '...' or '}'", undefined, open);
        this.next();
      }
      if (seen.has(name.name)) this.fail(`the function argument '${name.name}' is named twice`, name.at);
      seen.add(name.name);
      if (this.token === T.QUESTION) {
        this.next();
        list.push({ ...name, fallback: this.parseExpression() });
      } else list.push(name);
      name = undefined;
      if (this.token !== T.COMMA) break;
      this.next();
    }
    this.close(T.BRACE_CLOSE, open, "','");
    return { open: false, list };
  }
}
