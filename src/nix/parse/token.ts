/** The kinds of tokens. Plain numbers: the lexer and the parser compare them in their hottest loops. */

export const END: number = 0;
export const IDENTIFIER: number = 1;
export const INTEGER: number = 2;
export const FLOAT: number = 3;
/** `"`: the text behind it is read by `readStringPart`. */
export const QUOTE: number = 4;
/** `''` with the blanks and the line end behind it. */
export const INDENTED_QUOTE: number = 5;
/** The start of a path; the parser reads it part by part. */
export const PATH: number = 6;
export const SEARCH_PATH: number = 7;
export const URI: number = 8;
export const PAREN_OPEN: number = 9;
export const BRACKET_OPEN: number = 10;
export const BRACE_OPEN: number = 11;
export const REC: number = 12;
export const LET: number = 13;
/** Every token up to here may begin a simple expression, and so an argument (`let` only as `let {`). */
export const LAST_SIMPLE: number = 13;

export const IF: number = 14;
export const THEN: number = 15;
export const ELSE: number = 16;
export const ASSERT: number = 17;
export const WITH: number = 18;
export const IN: number = 19;
export const INHERIT: number = 20;
export const OR_WORD: number = 21;

export const PAREN_CLOSE: number = 22;
export const BRACKET_CLOSE: number = 23;
export const BRACE_CLOSE: number = 24;
/** `${`. */
export const INTERPOLATION: number = 25;
export const ELLIPSIS: number = 26;
export const DOT: number = 27;
export const COMMA: number = 28;
export const COLON: number = 29;
export const SEMICOLON: number = 30;
export const AT: number = 31;
export const ASSIGN: number = 32;

/** Every token from here on is an operator. */
export const FIRST_OPERATOR: number = 33;
export const IMPLIES: number = 33;
export const OR: number = 34;
export const AND: number = 35;
export const EQUAL: number = 36;
export const NOT_EQUAL: number = 37;
export const LESS: number = 38;
export const LESS_EQUAL: number = 39;
export const GREATER: number = 40;
export const GREATER_EQUAL: number = 41;
export const UPDATE: number = 42;
export const NOT: number = 43;
export const PLUS: number = 44;
export const MINUS: number = 45;
export const TIMES: number = 46;
export const DIVIDE: number = 47;
export const CONCAT: number = 48;
export const QUESTION: number = 49;
/** `|>` and `<|`. */
export const PIPE_INTO: number = 50;
export const PIPE_FROM: number = 51;
/** A byte that begins no token. */
export const INVALID: number = 52;
/** `"` or `''` that ends a string: only the readers of strings report these. */
export const STRING_END: number = 53;

/** The words that are no identifiers. */
export const KEYWORDS: readonly (readonly [word: string, token: number])[] = [
  ['if', IF],
  ['then', THEN],
  ['else', ELSE],
  ['assert', ASSERT],
  ['with', WITH],
  ['let', LET],
  ['in', IN],
  ['rec', REC],
  ['inherit', INHERIT],
  ['or', OR_WORD],
];

/** What a message calls a token. */
export const TOKEN_NAMES: readonly string[] = [
  'the end of the file',
  'an identifier',
  'an integer',
  'a float',
  'a string',
  'an indented string',
  'a path',
  'a search path',
  'a URL',
  "'('",
  "'['",
  "'{'",
  "'rec'",
  "'let'",
  "'if'",
  "'then'",
  "'else'",
  "'assert'",
  "'with'",
  "'in'",
  "'inherit'",
  "'or'",
  "')'",
  "']'",
  "'}'",
  "'${'",
  "'...'",
  "'.'",
  "','",
  "':'",
  "';'",
  "'@'",
  "'='",
  "'->'",
  "'||'",
  "'&&'",
  "'=='",
  "'!='",
  "'<'",
  "'<='",
  "'>'",
  "'>='",
  "'//'",
  "'!'",
  "'+'",
  "'-'",
  "'*'",
  "'/'",
  "'++'",
  "'?'",
  "'|>'",
  "'<|'",
  'an invalid character',
  'the end of the string',
];
