// `!` is used for reads of typed arrays only.
import type { Source } from '../../base/source.ts';
import { EvaluationError } from '../error.ts';
import type { Limits } from '../limits.ts';
import { defaultNixVersion, languages } from '../nix-version.ts';
import { findMisplacedBracket } from './find-culprit.ts';
import { COMPARISON, EQUALITY, MINUS_SIGN, NEGATION, OPERATORS, STRENGTH } from './operator-strength.ts';
import { BindingList } from './parse-bindings.ts';
import { FunctionParser } from './parse-functions.ts';
import type { BinaryOperator, Expression } from './syntax.ts';
import * as T from './token.ts';

/**
 * The syntax tree of a Nix expression (the newest grammar, unless another language is asked for), or an EvaluationError
 * of kind `syntax` that tells what was found and what was expected. Linear time. Nesting uses the stack, chains of
 * operators and applications do not: a text that nests too deep for the stack ends in a RangeError.
 */
export function parse(source: Source, language = languages[defaultNixVersion], limits?: Limits): Expression {
  const parser = new Parser(source, language, limits);
  let isWhole = false;
  try {
    parser.next();
    const expression = parser.parseExpression();
    if (parser.token === T.END) return expression;
    isWhole = true;
    return parser.unexpected('an operator or the end of the file');
  } catch (error) {
    // A bracket that is missing, or one too many, is often seen at the end only.
    const isAtEnd = parser.token === T.END || isWhole;
    if (error instanceof EvaluationError && isAtEnd && !error.message.endsWith('is not closed'))
      error.hint = findMisplacedBracket(source) ?? error.hint;
    throw error;
  }
}

/** Recursive descent for what nests, operator precedence for what does not. One method a rule of the grammar. */
class Parser extends FunctionParser {
  override parseExpression(): Expression {
    const at = this.start;
    switch (this.token) {
      case T.IDENTIFIER: {
        const first = this.parseSimple();
        if (first.kind === 'variable') {
          if (this.token === T.COLON) return this.lambda(at, first.name, undefined);
          if (this.token === T.AT) return this.lambdaNamedFirst(at, first.name);
        }
        return this.#pipes(this.#operations(this.#applications(this.#selections(first)), 1));
      }
      case T.BRACE_OPEN: {
        const first = this.#setOrLambda();
        if (first.kind === 'lambda') return first;
        return this.#pipes(this.#operations(this.#applications(this.#selections(first)), 1));
      }
      case T.LET: {
        this.next();
        if (this.token === T.BRACE_OPEN) {
          return this.#pipes(this.#operations(this.#applications(this.#selections(this.legacyLet(at))), 1));
        }
        const bindings = this.bindings(T.IN, at, undefined);
        const dynamic = bindings.dynamics[0];
        if (dynamic) this.fail('dynamic attributes are not allowed in let', dynamic.at);
        this.next();
        return { kind: 'let', at, bindings, body: this.parseExpression() };
      }
      case T.WITH: {
        this.next();
        const scope = this.parseExpression();
        this.expect(T.SEMICOLON, "the scope of 'with'");
        return { kind: 'with', at, scope, body: this.parseExpression() };
      }
      case T.ASSERT: {
        this.next();
        const condition = this.parseExpression();
        this.expect(T.SEMICOLON, "the condition of 'assert'");
        return { kind: 'assert', at, condition, body: this.parseExpression() };
      }
      case T.IF: {
        this.next();
        const condition = this.parseExpression();
        this.expect(T.THEN, "the condition of 'if'");
        const then = this.parseExpression();
        const isElseIf = this.token === T.THEN;
        this.expect(T.ELSE, "the value of 'then'", isElseIf ? "'else if' is two words" : "every 'if' needs an 'else'");
        return { kind: 'if', at, condition, then, otherwise: this.parseExpression() };
      }
      default:
        return this.#pipes(this.#operation(1));
    }
  }

  /** An operand with all operators behind it that bind at least as strongly as `strength`. */
  #operation(strength: number): Expression {
    const at = this.start;
    if (this.token === T.NOT) {
      this.next();
      const operand = this.#operation(NEGATION + 1);
      return this.#operations({ kind: 'unary', at, operator: '!', operand }, strength);
    }
    if (this.token === T.MINUS) {
      this.next();
      const operand = this.#operation(MINUS_SIGN);
      return this.#operations({ kind: 'unary', at, operator: '-', operand }, strength);
    }
    return this.#operations(this.#applications(this.#selections(this.parseSimple())), strength);
  }

  #operations(left: Expression, strength: number): Expression {
    let unchainable = 0;
    for (;;) {
      const { token } = this;
      const own = STRENGTH[token]!;
      if (own === 0 || own < strength) return left;
      const at = this.start;
      if (own === unchainable) {
        this.unexpected('the end of this comparison', `comparisons do not chain: use parentheses or '&&'`);
      }
      this.next();
      if (token === T.QUESTION) {
        left = { kind: 'has', at, subject: left, path: this.attributePath() };
        continue;
      }
      if (token === T.IMPLIES || token === T.UPDATE || token === T.CONCAT)
        left = this.#rightChain(left, token, at, own);
      else {
        const right = this.#operation(own + 1);
        left = { kind: 'binary', at, operator: OPERATORS[token] as BinaryOperator, left, right };
      }
      unchainable = own === EQUALITY || own === COMPARISON ? own : 0;
    }
  }

  /**
   * What binds weakest: `a |> f |> g` is `g (f a)`, and `g <| f <| a` the same. Both directions need parentheses.
   */
  #pipes(first: Expression): Expression {
    const { token } = this;
    if (token !== T.PIPE_INTO && token !== T.PIPE_FROM) return first;
    if (!this.language.hasPipes) {
      this.unexpected('an operator', 'pipes are part of newer versions of the language than 2.8');
    }
    const parts = [first];
    while (this.token === token) {
      this.next();
      parts.push(this.#operation(1));
    }
    if (this.token === T.PIPE_INTO || this.token === T.PIPE_FROM) {
      this.unexpected('the end of this pipe', 'pipes of two directions need parentheses');
    }
    const [start, ...rest] = token === T.PIPE_INTO ? parts : parts.reverse();
    return rest.reduce(
      (argument, fn): Expression => ({ kind: 'apply', at: fn.at, function: fn, argument }),
      start as Expression,
    );
  }

  /** `a ++ b ++ c` is `a ++ (b ++ c)`: the operands are gathered in a loop and joined from the right. */
  #rightChain(first: Expression, token: number, firstAt: number, strength: number): Expression {
    const operands = [first, this.#operation(strength + 1)];
    const offsets = [firstAt];
    while (this.token === token) {
      offsets.push(this.start);
      this.next();
      operands.push(this.#operation(strength + 1));
    }
    const operator = OPERATORS[token] as BinaryOperator;
    let right = operands[operands.length - 1] as Expression;
    for (let i = operands.length - 2; i >= 0; i--) {
      right = { kind: 'binary', at: offsets[i] as number, operator, left: operands[i] as Expression, right };
    }
    return right;
  }

  /** A function with the arguments behind it. */
  #applications(first: Expression): Expression {
    let result = first;
    while (this.token <= T.LAST_SIMPLE && this.token !== T.END) {
      const argument = this.#selections(this.parseSimple());
      result = { kind: 'apply', at: first.at, function: result, argument };
    }
    return result;
  }

  /**
   * `subject.a.b`, `subject.a or alternative`, and the old `subject or`, which applies it to a variable of that name.
   */
  #selections(subject: Expression): Expression {
    const { at } = subject;
    if (this.token === T.DOT) {
      this.next();
      const path = this.attributePath();
      if (this.token !== T.OR_WORD) return { kind: 'select', at, subject, path };
      this.next();
      return { kind: 'select', at, subject, path, alternative: this.#selections(this.parseSimple()) };
    }
    if (this.token !== T.OR_WORD) return subject;
    const argument: Expression = { kind: 'variable', at: this.start, name: 'or' };
    this.next();
    return { kind: 'apply', at, function: subject, argument };
  }

  parseSimple(): Expression {
    this.limits?.tick();
    const at = this.start;
    switch (this.token) {
      case T.IDENTIFIER: {
        const { name } = this;
        this.next();
        return name === '__curPos' ? { kind: 'currentPosition', at } : { kind: 'variable', at, name };
      }
      case T.INTEGER: {
        const value = this.number;
        this.next();
        return { kind: 'integer', at, value };
      }
      case T.FLOAT: {
        const value = this.number as number;
        this.next();
        return { kind: 'float', at, value };
      }
      case T.QUOTE:
        return this.string();
      case T.INDENTED_QUOTE:
        return this.indentedString();
      case T.PATH:
        return this.path();
      case T.SEARCH_PATH: {
        const { name } = this;
        this.next();
        return { kind: 'searchPath', at, name };
      }
      case T.URI: {
        const value = this.name;
        this.next();
        return { kind: 'string', at, value };
      }
      case T.PAREN_OPEN: {
        this.next();
        const inner = this.parseExpression();
        this.close(T.PAREN_CLOSE, at, 'an operator');
        return inner;
      }
      case T.BRACKET_OPEN:
        this.next();
        return this.#list(at);
      case T.BRACE_OPEN:
        this.next();
        return this.set(at, at, false, undefined);
      case T.REC:
        this.next();
        return this.#recursiveSet(at);
      case T.LET:
        this.next();
        if (this.token === T.BRACE_OPEN) return this.legacyLet(at);
        return this.fail("a 'let ... in' must be put in parentheses here", at);
      default:
        return this.noExpression();
    }
  }

  /** The rest of a recursive set, from behind the word on. */
  #recursiveSet(at: number): Expression {
    const open = this.start;
    this.expect(T.BRACE_OPEN, "'rec'");
    return this.set(at, open, true, undefined);
  }

  /** The rest of a list, from behind its bracket on. */
  #list(at: number): Expression {
    const items: Expression[] = [];
    while (this.token !== T.BRACKET_CLOSE) {
      if (this.token > T.LAST_SIMPLE || this.token === T.END) this.badListItem(at);
      items.push(this.#selections(this.parseSimple()));
    }
    this.next();
    // A copy has no room in reserve: lists are many and live as long as the tree.
    return { kind: 'list', at, items: items.slice() };
  }

  /** What begins with `{` where a function may stand: two tokens tell a pattern from a set. */
  #setOrLambda(): Expression {
    const at = this.start;
    this.next();
    if (this.token === T.ELLIPSIS) return this.lambdaWithFormals(at, at, undefined, undefined);
    if (this.token === T.BRACE_CLOSE) {
      this.next();
      if (this.token !== T.COLON && this.token !== T.AT) {
        return { kind: 'set', at, recursive: false, bindings: new BindingList(this.language.mergesDynamic) };
      }
      return this.lambdaBehindFormals(at, { open: false, list: [] });
    }
    if (this.token !== T.IDENTIFIER) return this.set(at, at, false, undefined);
    const first = { at: this.start, name: this.name };
    this.next();
    if (this.token === T.COMMA || this.token === T.QUESTION || this.token === T.BRACE_CLOSE) {
      return this.lambdaWithFormals(at, at, first, undefined);
    }
    if (this.token === T.IDENTIFIER || this.token === T.SEMICOLON) {
      const binding = `a binding is written: ${first.name} = value;`;
      this.unexpected(
        "'.', '=' or ','",
        `${binding} the arguments of a function are written: { ${first.name}, ... }: value`,
      );
    }
    return this.set(at, at, false, first);
  }
}
