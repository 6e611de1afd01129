import type { Generator, Place } from './generate-expression.ts';
import { generateLeaf } from './generate-leaf.ts';
import { anySet, anyType, type Type, writeName } from './type.ts';

/** An operation or a builtin whose result is of the type. */
export function generateSpecific(generator: Generator, type: Type, place: Place): string {
  switch (type) {
    case 'int':
      return integer(generator, place);
    case 'float':
      return float(generator, place);
    case 'bool':
      return boolean(generator, place);
    case 'string':
      return string(generator, place);
    case 'path':
      return path(generator, place);
    case 'null':
      return `{ a = null; }.a`;
  }
  if ('list' in type) return list(generator, type.list, place);
  if ('set' in type) return set(generator, type.set, place);
  return fn(generator, type.from, type.to, place);
}

function integer(generator: Generator, place: Place): string {
  const { choices } = generator;
  const at = (type: Type) => generator.expression(type, place);
  const any = () => at(anyType(choices, 1));
  switch (choices.below(13)) {
    case 0:
      return `(${at('int')} ${choices.pick(['+', '-', '*', '/'])} ${at('int')})`;
    case 1:
      return `(- ${at('int')})`;
    case 2:
      return `(${at('int')} - ${at('int')} ${choices.pick(['+', '-', '*', '/'])} ${at('int')} ${choices.pick(['+', '-', '*', '/'])} ${at('int')})`;
    case 3:
      return `(builtins.length ${at({ list: anyType(choices, 0) })})`;
    case 4:
      return `(builtins.stringLength ${at('string')})`;
    case 5:
      return `(builtins.${choices.pick(['add', 'sub', 'mul', 'div', 'bitAnd', 'bitOr', 'bitXor'])} ${at('int')} ${at('int')})`;
    case 6:
      return `(builtins.${choices.pick(['ceil', 'floor'])} ${at('float')})`;
    case 7:
      return `(builtins.compareVersions ${at('string')} ${at('string')})`;
    case 8:
      return `(builtins.fromJSON (builtins.toJSON ${at('int')}))`;
    case 9:
      return `(builtins.foldl' (a: b: ${choices.pick(['a + b', 'a * 2 + b', 'b', 'a', 'builtins.sub a b'])}) ${at('int')} ${at({ list: 'int' })})`;
    case 10:
      return `(builtins.length (builtins.attrNames ${at(anySet(choices, 1))}))`;
    case 11:
      return `(let f = n: if n < 1 then ${at('int')} else n + f (n - 1); in f ${choices.below(5)})`;
    default:
      return `(builtins.length [ ${any()} ${any()} ])`;
  }
}

function float(generator: Generator, place: Place): string {
  const { choices } = generator;
  const at = (type: Type) => generator.expression(type, place);
  const operator = choices.pick(['+', '-', '*', '/']);
  switch (choices.below(6)) {
    case 0:
      return `(${at('float')} ${operator} ${at('float')})`;
    case 1:
      return `(${at('int')} ${operator} ${at('float')})`;
    case 2:
      return `(${at('float')} ${operator} ${at('int')})`;
    case 3:
      return `(- ${at('float')})`;
    case 4:
      return `(builtins.fromJSON (builtins.toJSON ${at('float')}))`;
    default:
      return `(builtins.${choices.pick(['add', 'sub', 'mul', 'div'])} ${at('float')} ${at('int')})`;
  }
}

function boolean(generator: Generator, place: Place): string {
  const { choices } = generator;
  const at = (type: Type) => generator.expression(type, place);
  const type = anyType(choices, 1);
  switch (choices.below(16)) {
    case 0:
      return `(${at(type)} ${choices.pick(['==', '!='])} ${at(type)})`;
    case 1: {
      const ordered = choices.pick([
        'int',
        'float',
        'string',
        'path',
        { list: 'int' },
        { list: { list: 'string' } },
      ] as const);
      return `(${at(ordered)} ${choices.pick(['<', '<=', '>', '>='])} ${at(ordered)})`;
    }
    case 2:
      return `(${at('int')} ${choices.pick(['<', '<=', '>', '>=', '=='])} ${at('float')})`;
    case 3:
      return `(${at('bool')} ${choices.pick(['&&', '||', '->', '=='])} ${at('bool')})`;
    case 4:
      return `(!${at('bool')})`;
    case 5:
      return `(${at(anySet(choices, 1))} ? ${choices.pick(['a', 'b', 'a.b', 'x.y', '"a b"', '${"a"}', 'or'])})`;
    case 6:
      return `(builtins.${choices.pick(['isInt', 'isFloat', 'isString', 'isBool', 'isAttrs', 'isList', 'isFunction', 'isPath', 'isNull'])} ${at(type)})`;
    case 7:
      return `(builtins.elem ${at(type)} ${at({ list: type })})`;
    case 8:
      return `(builtins.hasAttr ${at('string')} ${at(anySet(choices, 1))})`;
    case 9:
      return `(builtins.${choices.pick(['all', 'any'])} ${at({ from: type, to: 'bool' })} ${at({ list: type })})`;
    case 10:
      return `(builtins.lessThan ${at('int')} ${at('float')})`;
    case 11:
      return `(builtins.tryEval ${at(type)}).success`;
    case 12: {
      const name = generator.freshName();
      return `(let ${name} = ${at(type)}; in ${choices.pick([`${name} == ${name}`, `[ ${name} ] == [ ${name} ]`, `{ a = ${name}; } == { a = ${name}; }`, `[ ${name} ] != [ ${at(type)} ]`])})`;
    }
    case 13:
      return `(builtins.match ${choices.pick(['"a*"', '"[[:alpha:]]+"', '"(.)(.*)"', '"[^b]*"', '"(a|ab)(c|bcd)*"'])} ${at('string')} != null)`;
    case 14:
      return `(builtins.hasContext ${at('string')})`;
    default:
      return `(${at('bool')} && ${at('bool')} || ${at('bool')} -> !${at('bool')})`;
  }
}

function string(generator: Generator, place: Place): string {
  const { choices } = generator;
  const at = (type: Type) => generator.expression(type, place);
  const text = () => `\${${at('string')}}`;
  switch (choices.below(31)) {
    case 0:
      return `(${at('string')} + ${at('string')})`;
    case 1:
      return `"x${text()}${choices.pick(['', '$', ' y', '\\n'])}${choices.oneIn(2) ? text() : ''}"`;
    case 2:
      return `''${choices.pick(['', '\n  ', ' ', "''\\t", '\n\t'])}${text()}${choices.pick(['', '\n', '\n    b\n  ', '\n  '])}''`;
    case 3:
      return `(toString ${at(anyType(choices, 1))})`;
    case 4:
      return `(builtins.substring ${choices.below(4)} ${choices.pick(['0', '1', '2', '10', '(-1)'])} ${at('string')})`;
    case 5:
      return `(builtins.concatStringsSep ${at('string')} ${at({ list: 'string' })})`;
    case 6:
      return `(builtins.replaceStrings ${at({ list: 'string' })} ${at({ list: 'string' })} ${at('string')})`;
    case 7:
      return `(builtins.typeOf ${at(anyType(choices, 1))})`;
    case 8:
      return `(builtins.toJSON ${at(anyType(choices, 2))})`;
    case 9:
      return `(builtins.hashString ${choices.pick(['"md5"', '"sha1"', '"sha256"', '"sha512"'])} ${at('string')})`;
    case 10:
      return `(baseNameOf ${at(choices.pick(['string', 'path']))})`;
    case 11:
      return `(dirOf ${at('string')})`;
    case 12:
      return `(builtins.head (builtins.split ${choices.pick(['"a"', '"b*"', '"[0-9]"', '"(b)|c"'])} ${at('string')}))`;
    case 13:
      return `(builtins.toXML ${at(anyType(choices, 1))})`;
    case 14:
      return `"\${{ __toString = self: ${at('string')}; outPath = ${at('string')}; }}"`;
    case 15:
      return `({ outPath = ${at('string')}; } + ${at('string')})`;
    case 16:
      return `(builtins.parseDrvName ${at('string')}).${choices.pick(['name', 'version'])}`;
    case 17:
      return `(builtins.concatStringsSep "," (builtins.splitVersion ${at('string')}))`;
    case 18:
      return `(builtins.concatStringsSep "," (builtins.attrNames ${at(anySet(choices, 1))}))`;
    case 19:
      return `(builtins.unsafeDiscardStringContext ${at('string')})`;
    case 20:
      return `(builtins.toFile "f" ${at('string')})`;
    case 21:
      return `(derivation { name = "d"; system = "s"; builder = ${at('string')}; x = ${at(anyType(choices, 1))}; }).${choices.pick(['drvPath', 'outPath', 'name', 'type'])}`;
    case 22:
      return `(toString ${at({ list: 'string' })})`;
    case 23:
      return `(builtins.toJSON (builtins.getContext ${at('string')}))`;
    case 24:
      return `(builtins.placeholder ${at('string')})`;
    case 25:
      return `(toString ${at('path')})`;
    case 26:
      return `(let f = n: if n == 0 then ${at('string')} else f (n - 1) + toString n; in f ${choices.below(4)})`;
    case 27:
      return `(builtins.concatStringsSep "-" (map toString ${at({ list: choices.pick(['int', 'float', 'bool', 'path'] as const) })}))`;
    case 28:
      return `(builtins.fromJSON (builtins.toJSON ${at('string')}))`;
    case 29:
      return `(builtins.head (builtins.match "(.?).*" ${at('string')}))`;
    default:
      return `(builtins.foldl' (a: b: ${choices.pick(['a + b', 'b + a', 'b', '"${b}${a}"'])}) ${at('string')} ${at({ list: 'string' })})`;
  }
}

function path(generator: Generator, place: Place): string {
  const { choices } = generator;
  const at = (type: Type) => generator.expression(type, place);
  switch (choices.below(5)) {
    case 0:
      return `(${at('path')} + ${at('string')})`;
    case 1:
      return `(dirOf ${at('path')})`;
    case 2:
      return `(${at('path')} + ${at('path')})`;
    case 3:
      return `/x/\${${at('string')}}/y`;
    default:
      return `(/. + ${at('string')})`;
  }
}

function list(generator: Generator, item: Type, place: Place): string {
  const { choices } = generator;
  const at = (type: Type) => generator.expression(type, place);
  const same = () => at({ list: item });
  const other = anyType(choices, 1);
  const strings = item === 'string';
  switch (choices.below(strings ? 22 : 16)) {
    case 0:
      return `(${same()} ++ ${same()})`;
    case 1:
      return `(map ${at({ from: other, to: item })} ${at({ list: other })})`;
    case 2:
      return `(builtins.filter ${at({ from: item, to: 'bool' })} ${same()})`;
    case 3:
      return `(builtins.genList ${at({ from: 'int', to: item })} ${choices.below(4)})`;
    case 4: {
      const order = choices.pick(['a < b', 'a > b', 'true', 'false', 'toString a < toString b', 'a == b']);
      return `(builtins.sort (a: b: ${order}) ${same()})`;
    }
    case 5:
      return `(builtins.concatLists ${at({ list: { list: item } })})`;
    case 6:
      return `(builtins.concatMap ${at({ from: other, to: { list: item } })} ${at({ list: other })})`;
    case 7:
      return `(builtins.attrValues { b = ${at(item)}; a = ${at(item)}; })`;
    case 8:
      return `(builtins.tail ${same()})`;
    case 9:
      return `(builtins.catAttrs "a" ${at({ list: { set: [['a', item]] } })})`;
    case 10:
      return `(builtins.partition ${at({ from: item, to: 'bool' })} ${same()}).${choices.pick(['right', 'wrong'])}`;
    case 11:
      return `(builtins.groupBy ${at({ from: item, to: 'string' })} ${same()}).a or [ ]`.replace(/^(.*)$/s, '($1)');
    case 12:
      return `(map (x: x.value) (builtins.genericClosure { startSet = [ { key = 1; value = ${at(item)}; } ]; operator = e: if e.key > ${choices.below(4)} then [ ] else [ { key = e.key + 1; inherit (e) value; } ]; }))`;
    case 13:
      return `(${same()} ++ ${same()} ++ ${same()})`;
    case 14:
      return `(builtins.foldl' (a: b: [ b ] ++ a) [ ] ${same()})`;
    case 15:
      return `(builtins.attrValues (builtins.zipAttrsWith (n: v: builtins.head v) ${at({ list: { set: [['a', item]] } })}))`;
    case 16:
      return `(builtins.attrNames ${at(anySet(choices, 1))})`;
    case 17:
      return `(builtins.splitVersion ${at('string')})`;
    case 18:
      return `(builtins.filter builtins.isString (builtins.split ${choices.pick(['"a"', '"[[:space:]]+"', '"(a)|(b)"', '"\\\\."'])} ${at('string')}))`;
    case 19:
      return `(builtins.concatLists (builtins.filter builtins.isList (builtins.split "(a|b)" ${at('string')})))`;
    case 20:
      return `(builtins.fromJSON (builtins.toJSON ${same()}))`;
    default:
      return `(builtins.sort builtins.lessThan ${same()})`;
  }
}

function set(generator: Generator, fields: readonly (readonly [string, Type])[], place: Place): string {
  const { choices } = generator;
  const at = (type: Type) => generator.expression(type, place);
  const same = () => at({ set: fields });
  const half = choices.below(fields.length + 1);
  const value = anyType(choices, 1);
  switch (choices.below(13)) {
    case 0:
      return `(${same()} // ${generator.set(fields.slice(half), place)})`;
    case 1:
      return `(${at({ set: fields.slice(0, half) })} // ${at({ set: fields.slice(half) })})`;
    case 2:
      return `(builtins.mapAttrs (n: v: ${choices.pick(['v', 'v', 'v', 'n', '[ v n ]'])}) ${same()})`;
    case 3:
      return `(builtins.listToAttrs [ ${fields.map(([name, type]) => `{ name = ${writeName(name).replace(/^([^"].*)$/, '"$1"')}; value = ${at(type)}; }`).join(' ')} ])`;
    case 4:
      return `(builtins.removeAttrs ${same()} ${at({ list: 'string' })})`;
    case 5:
      return `(builtins.intersectAttrs ${at(anySet(choices, 1))} ${same()})`;
    case 6:
      return `(builtins.zipAttrsWith (n: v: ${choices.pick(['v', 'n', 'builtins.length v'])}) ${at({ list: { set: fields } })})`;
    case 7:
      return `(builtins.functionArgs ${choices.pick(['({ a, b ? 1 }: a)', '(x: x)', '({ ... }: 1)', '({ a ? 2, ... }@all: a)'])})`;
    case 8:
      return `(builtins.groupBy toString ${at({ list: choices.pick(['int', 'string', 'bool'] as const) })})`;
    case 9:
      return `(builtins.tryEval ${at(value)})`;
    case 10:
      return `(builtins.fromJSON (builtins.toJSON ${same()}))`;
    case 11:
      return `(builtins.removeAttrs (rec { __overrides = ${generator.set(fields, generator.without(place, ['a', 'b']))}; a = 1; b = a; }) [ "__overrides" ])`;
    default:
      return `(builtins.fromTOML ${choices.pick(['"a = 1"', '"a = [ 1.5, 2.0 ]\\n[b]\\nc = \'x\'"', '"a.b = true"'])})`;
  }
}

function fn(generator: Generator, from: Type, to: Type, place: Place): string {
  const { choices } = generator;
  const name = generator.freshName();
  const body = (...added: (readonly [string, Type])[]) => generator.expression(to, generator.bind(place, added));
  if (
    typeof from === 'object' &&
    'set' in from &&
    from.set.every(([field]) => /^[a-z]$/.test(field)) &&
    choices.oneIn(2)
  ) {
    const formals = from.set.map(([field, type]) =>
      choices.oneIn(3) ? `${field} ? ${generator.expression(type, place)}` : field,
    );
    return `({ ${[...formals, ...(choices.oneIn(2) ? ['...'] : [])].join(', ')} }: ${body(...from.set)})`;
  }
  switch (choices.below(5)) {
    case 0:
      return `((${name}: ${name}b: ${body([name, 'int'], [`${name}b`, from])}) ${generator.expression('int', place)})`;
    case 1:
      return `{ __functor = self: ${name}: ${body([name, from])}; }`;
    case 2:
      return `(let ${name}f = ${name}: ${body([name, from])}; in ${name}f)`;
    case 3:
      return `(${name}: let ${name}l = ${name}; in ${body([`${name}l`, from])})`;
    default:
      return generateLeaf(generator, { from, to }, place);
  }
}
