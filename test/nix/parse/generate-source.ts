import fc from 'fast-check';

const names = fc.constantFrom('a', 'b', 'c', "d'", 'e-f', '_g', 'x', 'or_', 'inherit_');
/** Many, so that a set seldom names one twice. */
const attribute = fc.oneof(
  { weight: 12, arbitrary: fc.nat(60).map(i => `k${i}`) },
  { weight: 2, arbitrary: names },
  { weight: 1, arbitrary: fc.constantFrom('or', '"a b"', '"if"', '"a"', '""', '"1"') },
);
const operator = fc.constantFrom('+', '-', '*', '/', '++', '//', '==', '!=', '<', '<=', '>', '>=', '&&', '||', '->');
const number = fc.constantFrom('0', '1', '42', '9007199254740993', '1.5', '.5', '2.', '1.5e10', '0.1');
const stringText = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      '\n',
      '$',
      '$$',
      '\\n',
      '\\"',
      '\\${',
      '\\\\',
      "'",
      "''",
      '{',
      '}',
      '#',
      '\t',
      '\r\n',
      'é',
    ),
    { maxLength: 6 },
  )
  .map(pieces => pieces.join('').replace(/\$+(?=\{)/g, ''));
const indentedText = fc
  .array(
    fc.constantFrom('a', ' ', '  ', '\n', '\n  ', '\n    ', '\t', '$ ', "''$", "'''", "''\\n", '"', "' ", '\r\n', '\\'),
    { maxLength: 8 },
  )
  .map(pieces => pieces.join(''));
const path = fc.constantFrom(
  './a',
  '../a/b',
  '/a',
  'a/b',
  '~/c',
  './a.b/c-d',
  './.',
  '<a/b>',
  '<c>',
  'http://a/b',
  'x:y',
);

/** A source that is mostly right: expressions built by the grammar, without needless parentheses, so that precedence is tried. */
export const grammaticalSource: fc.Arbitrary<string> = fc.letrec<Record<string, string>>(tie => {
  const expression = tie('expression');
  const simple = tie('simple');
  const attributePath = fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: attribute },
        { weight: 1, arbitrary: expression.map(e => `\${${e}}`) },
        { weight: 1, arbitrary: expression.map(e => `"a\${${e}}"`) },
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map(steps => steps.join('.'));
  const staticPath = fc.array(attribute, { minLength: 1, maxLength: 3 }).map(steps => steps.join('.'));
  const bindingOf = (path: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 6, arbitrary: fc.tuple(path, expression).map(([p, e]) => `${p} = ${e};`) },
      { weight: 1, arbitrary: fc.uniqueArray(attribute, { maxLength: 3 }).map(list => `inherit ${list.join(' ')};`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(expression, fc.uniqueArray(attribute, { maxLength: 3 }))
          .map(([e, list]) => `inherit (${e}) ${list.join(' ')};`),
      },
    );
  const bindings = fc.array(bindingOf(attributePath), { maxLength: 3 }).map(list => list.join(' '));
  const letBindings = fc.array(bindingOf(staticPath), { maxLength: 3 }).map(list => list.join(' '));
  const interpolated = (text: fc.Arbitrary<string>, quote: string): fc.Arbitrary<string> =>
    fc
      .tuple(text, fc.array(fc.tuple(expression, text), { maxLength: 2 }))
      .map(([first, rest]) => `${quote}${first}${rest.map(([e, t]) => `\${${e}}${t}`).join('')}${quote}`);
  const formals = fc
    .tuple(names, fc.option(expression), fc.boolean())
    .map(([name, fallback, open]) => `{ ${name}${fallback === null ? '' : ` ? ${fallback}`}${open ? ', ...' : ''} }`);
  return {
    simple: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      names,
      number,
      path,
      expression.map(e => `(${e})`),
      fc.array(tie('selection'), { maxLength: 3 }).map(list => `[ ${list.join(' ')} ]`),
      bindings.map(b => `{ ${b} }`),
      bindings.map(b => `rec { ${b} }`),
      bindings.map(b => `let { ${b} }`),
      interpolated(stringText, '"'),
      interpolated(indentedText, "''"),
      fc
        .tuple(fc.constantFrom('./', './a', '/a/', '~/'), expression, fc.constantFrom('', '/b', 'c'))
        .map(([p, e, q]) => `${p}\${${e}}${q}`),
    ),
    selection: fc.oneof(
      { maxDepth: 6 },
      { weight: 4, arbitrary: simple },
      { weight: 2, arbitrary: fc.tuple(simple, attributePath).map(([s, p]) => `${s}.${p}`) },
      {
        weight: 1,
        arbitrary: fc.tuple(simple, attributePath, tie('selection')).map(([s, p, d]) => `${s}.${p} or ${d}`),
      },
      { weight: 1, arbitrary: simple.map(s => `${s} or`) },
    ),
    application: fc.oneof(
      { maxDepth: 6 },
      tie('selection'),
      fc.tuple(tie('application'), tie('selection')).map(([f, x]) => `${f} ${x}`),
    ),
    operation: fc.oneof(
      { maxDepth: 6 },
      tie('application'),
      fc.tuple(tie('operation'), operator, tie('operation')).map(([l, o, r]) => `${l} ${o} ${r}`),
      fc.tuple(fc.constantFrom('!', '-'), tie('operation')).map(([o, e]) => `${o}${e}`),
      fc.tuple(tie('operation'), attributePath).map(([s, p]) => `${s} ? ${p}`),
    ),
    expression: fc.oneof(
      { maxDepth: 6 },
      { weight: 6, arbitrary: tie('operation') },
      { weight: 1, arbitrary: fc.tuple(names, expression).map(([n, e]) => `${n}: ${e}`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(formals, fc.option(fc.constantFrom('x1', 'y1')), expression)
          .map(([f, n, e]) => `${f}${n === null ? '' : `@${n}`}: ${e}`),
      },
      { weight: 1, arbitrary: fc.tuple(letBindings, expression).map(([b, e]) => `let ${b} in ${e}`) },
      { weight: 1, arbitrary: fc.tuple(expression, expression).map(([s, e]) => `with ${s}; ${e}`) },
      { weight: 1, arbitrary: fc.tuple(expression, expression).map(([s, e]) => `assert ${s}; ${e}`) },
      {
        weight: 1,
        arbitrary: fc.tuple(expression, expression, expression).map(([c, t, e]) => `if ${c} then ${t} else ${e}`),
      },
    ),
  };
})['expression'] as fc.Arbitrary<string>;

const tokens = [
  ..."a b c if then else assert with let in rec inherit or 1 0 42 1.5 .5 2. e5 ( ) [ ] { } ${ \" '' . .. ... , : ; @ = == != < <= > >= + ++ - -> * / // & && | || ! ? ~ / ./ ../ ~/ # /* */ ' $ \\ _ http <a> <a/b> %".split(
    ' ',
  ),
  ' ',
  '\n',
];

/** Tokens thrown together, with and without blanks between: tries the lexer, and mostly must be refused. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...tokens), fc.constantFrom('', '', ' ')), { minLength: 1, maxLength: 9 })
  .map(list => list.map(([token, blank]) => token + blank).join(''));
