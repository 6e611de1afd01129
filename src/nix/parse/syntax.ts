/**
 * The syntax tree of the Nix expression language, as `parse` makes it and `compile` reads it.
 * `at` is always a byte offset into the source of the tree. The parser has already removed the sugar: indented strings
 * are stripped, nested attribute paths are merged into nested sets (`a.b = 1; a.c = 2;`), operators with a builtin
 * meaning stay operators. Names are byte strings.
 */

export type Expression =
  | Literal
  | StringTemplate
  | PathTemplate
  | SearchPath
  | Variable
  | Select
  | HasAttribute
  | Apply
  | Lambda
  | Let
  | LegacyLet
  | AttributeSet
  | List
  | With
  | Assert
  | If
  | Unary
  | Binary
  | CurrentPosition;

/**
 * An integer (`number` inside the safe range, else `bigint`), a float, or a string without interpolation (URLs too).
 */
export type Literal =
  | { readonly kind: 'integer'; readonly at: number; readonly value: number | bigint }
  | { readonly kind: 'float'; readonly at: number; readonly value: number }
  | { readonly kind: 'string'; readonly at: number; readonly value: string };

/** `"a${b}c"` and `''…''` with expressions, or with escapes, among its parts. Adjacent texts are joined. */
export interface StringTemplate {
  readonly kind: 'template';
  readonly at: number;
  readonly parts: readonly (string | Expression)[];
}

/**
 * `./a`, `/a`, `~/a` (first part a text, as written: `compile` resolves it against the folder of the source) and
 * `./a/${b}`.
 */
export interface PathTemplate {
  readonly kind: 'path';
  readonly at: number;
  readonly parts: readonly (string | Expression)[];
}

/** `<nixpkgs/lib>`: name is `nixpkgs/lib`. */
export interface SearchPath {
  readonly kind: 'searchPath';
  readonly at: number;
  readonly name: string;
}

export interface Variable {
  readonly kind: 'variable';
  readonly at: number;
  readonly name: string;
}

/** One step of an attribute path: a name known at parse time, or an expression (`${e}`, `"a${b}"`). */
export type AttributeName =
  | { readonly at: number; readonly name: string }
  | { readonly at: number; readonly expression: Expression };

/** `subject.a.b or alternative`. */
export interface Select {
  readonly kind: 'select';
  readonly at: number;
  readonly subject: Expression;
  readonly path: readonly AttributeName[];
  readonly alternative?: Expression;
}

export interface HasAttribute {
  readonly kind: 'has';
  readonly at: number;
  readonly subject: Expression;
  readonly path: readonly AttributeName[];
}

/** `function argument`; `f a b` is `Apply(Apply(f, a), b)`. */
export interface Apply {
  readonly kind: 'apply';
  readonly at: number;
  readonly function: Expression;
  readonly argument: Expression;
}

/** `name: body`, `{ a, b ? 1, ... }@name: body`. Without `formals` it is a plain lambda with `name`. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly at: number;
  readonly name?: string;
  readonly formals?: {
    readonly open: boolean;
    readonly list: readonly { readonly at: number; readonly name: string; readonly fallback?: Expression }[];
  };
  readonly body: Expression;
}

export interface Let {
  readonly kind: 'let';
  readonly at: number;
  readonly bindings: Bindings;
  readonly body: Expression;
}

/** `let { …; body = …; }`: the value of `body` in a recursive set. */
export interface LegacyLet {
  readonly kind: 'legacyLet';
  readonly at: number;
  readonly bindings: Bindings;
}

export interface AttributeSet {
  readonly kind: 'set';
  readonly at: number;
  readonly recursive: boolean;
  readonly bindings: Bindings;
}

/** The bindings of a `let` or a set. Static names are unique (the parser refuses doubles and merges nested sets). */
export interface Bindings {
  readonly statics: readonly StaticBinding[];
  /** `${e} = v;` in the order written. */
  readonly dynamics: readonly { readonly at: number; readonly name: Expression; readonly value: Expression }[];
}

/**
 * `inherited: 'scope'` for `inherit a;` (value is the Variable, to be looked up *outside* a recursive set),
 * `'source'` for `inherit (e) a;` (value is a Select on `e`; every name of one `inherit` shares the same `e` object).
 */
export interface StaticBinding {
  readonly at: number;
  readonly name: string;
  readonly value: Expression;
  readonly inherited?: 'scope' | 'source';
}

export interface List {
  readonly kind: 'list';
  readonly at: number;
  readonly items: readonly Expression[];
}

export interface With {
  readonly kind: 'with';
  readonly at: number;
  readonly scope: Expression;
  readonly body: Expression;
}

export interface Assert {
  readonly kind: 'assert';
  readonly at: number;
  readonly condition: Expression;
  readonly body: Expression;
}

export interface If {
  readonly kind: 'if';
  readonly at: number;
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface Unary {
  readonly kind: 'unary';
  readonly at: number;
  readonly operator: '!' | '-';
  readonly operand: Expression;
}

export interface Binary {
  readonly kind: 'binary';
  /** The offset of the operator itself. */
  readonly at: number;
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '++'
  | '//'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '&&'
  | '||'
  | '->';

/** `__curPos`. */
export interface CurrentPosition {
  readonly kind: 'currentPosition';
  readonly at: number;
}

/** Whether a part of a tree is an expression, not a binding or a name: for walks over whole trees. */
export function isExpression(part: object): part is Expression {
  return 'kind' in part;
}
