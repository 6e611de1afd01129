import type { Generator, Place } from './generate-expression.ts';
import type { Type } from './type.ts';

const integers = [
  '0',
  '1',
  '2',
  '3',
  '7',
  '(-1)',
  '10',
  '100',
  '9007199254740993',
  '9223372036854775807',
  '(-5)',
  '65536',
];
const floats = [
  '0.0',
  '1.0',
  '1.5',
  '(-2.5)',
  '0.1',
  '1.0e10',
  '123456789.5',
  '.5',
  '1e3',
  '1.0e-5',
  '100000.0',
  '1.0e300',
];
const strings = [
  '""',
  '"a"',
  '"b"',
  '"abc"',
  '"a b"',
  '"1.2.3"',
  '"é"',
  '"\\n\\t\\"\\\\"',
  '"$"',
  '"$${x}"',
  '"\\${x}"',
  '"foo-1.0pre"',
  '"/a/b/"',
  "''x''",
  "''\n  a\n    b\n''",
  "'' ''${ '''  ''\\n $ ''",
  "''\n\t  t\n  u''",
  '"[1,2.0,null]"',
  '"<&>"',
  'x:y',
  '"AbC"',
];
const paths = ['/a', '/a/b', '/.', '/a/../b', '/a/./b.nix', '(/a + "/c")', '(/. + "x")', '/a//b'];

/** An expression without others inside, but for what a list, set or function must hold. */
export function generateLeaf(generator: Generator, type: Type, place: Place): string {
  const { choices } = generator;
  switch (type) {
    case 'int':
      return choices.pick(integers);
    case 'float':
      return choices.pick(floats);
    case 'bool':
      return choices.pick(['true', 'false']);
    case 'null':
      return 'null';
    case 'string':
      return choices.pick(strings);
    case 'path':
      return choices.pick(paths);
  }
  const inner = { ...place, depth: Math.min(place.depth, 1) };
  if ('list' in type) return `[ ${choices.several(0, 3, () => generator.expression(type.list, inner)).join(' ')} ]`;
  if ('set' in type) return generator.set(type.set, inner);
  const name = generator.freshName();
  return `(${name}: ${generator.expression(type.to, generator.bind(inner, [[name, type.from]]))})`;
}
