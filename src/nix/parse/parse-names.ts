import { StringParser } from './parse-string.ts';
import type { AttributeName } from './syntax.ts';
import * as T from './token.ts';

/** The rules for attribute names, and paths of them: `a`, `"b"`, `${c}`, `a.b`. */
export abstract class NameParser extends StringParser {
  protected attributePath(first?: AttributeName): readonly AttributeName[] {
    const path = [first ?? this.attributeName()];
    while (this.token === T.DOT) {
      this.limits?.tick();
      this.next();
      path.push(this.attributeName());
    }
    return path;
  }

  protected attributeName(): AttributeName {
    const at = this.start;
    switch (this.token) {
      case T.IDENTIFIER: {
        const { name } = this;
        this.next();
        return { at, name };
      }
      case T.OR_WORD:
        this.next();
        return { at, name: 'or' };
      case T.QUOTE: {
        const text = this.string();
        return text.kind === 'string' ? { at, name: text.value } : { at, expression: text };
      }
      case T.INTERPOLATION: {
        this.next();
        const expression = this.parseExpression();
        this.close(T.BRACE_CLOSE, at, 'an operator');
        return expression.kind === 'string' ? { at, name: expression.value } : { at, expression };
      }
      default: {
        const keyword = this.token >= T.REC && this.token <= T.INHERIT;
        const hint = keyword ? `a keyword must be quoted to be an attribute name: "${this.word()}"` : undefined;
        return this.unexpected('an attribute name', hint);
      }
    }
  }
}
