import fc from 'fast-check';
import { toBytes } from '../../../src/base/bytes.ts';
import { Choices } from './choices.ts';
import { generateLeaf } from './generate-leaf.ts';
import { generateSpecific } from './generate-specific.ts';
import { anySet, anyType, names, sameType, type Type, writeName } from './type.ts';

/** The variables that an expression may use, and how much larger it may become. */
export interface Place {
  readonly variables: ReadonlyMap<string, Type>;
  readonly depth: number;
}

/** Makes the source of an expression of a type, in parentheses where it needs some. */
export class Generator {
  readonly choices: Choices;
  #count = 0;

  constructor(choices: Choices) {
    this.choices = choices;
  }

  /** An expression that mostly has the type; one in some hundred has another one. */
  expression(wanted: Type, { variables, depth }: Place): string {
    const { choices } = this;
    const type = choices.below(80) === 79 ? anyType(choices, 1) : wanted;
    const place = { variables, depth: depth - 1 };
    if (depth <= 0 || !choices.areLeft) return this.#variable(type, place) ?? generateLeaf(this, type, place);
    const kind = choices.below(10);
    if (kind < 3) return this.#variable(type, place) ?? generateLeaf(this, type, place);
    if (kind < 7) return generateSpecific(this, type, place);
    return this.#anywhere(type, place);
  }

  /** A name that no other variable has. */
  freshName(): string {
    return `v${this.#count++}`;
  }

  bind(place: Place, added: Iterable<readonly [string, Type]>): Place {
    return { variables: new Map([...place.variables, ...added]), depth: place.depth };
  }

  /** A place where some names mean something else: what used them there might contain itself, which real Nix does not survive. */
  without(place: Place, names: readonly string[]): Place {
    const variables = new Map([...place.variables].filter(([name]) => !names.includes(name)));
    return { variables, depth: place.depth };
  }

  /** A set of the type, written out in one of many ways; `more` are bindings that are there too. */
  set(fields: readonly (readonly [string, Type])[], place: Place): string {
    const { choices } = this;
    const value = (type: Type, where: Place) => this.expression(type, where);
    if (choices.oneIn(4)) {
      // The variables of a recursive set are those of the fields before: no endless recursion.
      const known = fields.filter(([name]) => /^[a-z]$/.test(name));
      let inner = this.without(
        place,
        fields.map(([name]) => name),
      );
      const bindings = fields.map(([name, type]) => {
        const text = `${writeName(name)} = ${value(type, inner)};`;
        if (known.some(([other]) => other === name)) inner = this.bind(inner, [[name, type]]);
        return text;
      });
      if (choices.oneIn(2)) bindings.reverse();
      return `rec { ${bindings.join(' ')} }`;
    }
    const bindings = fields.map(([name, type]) => {
      const way = choices.below(8);
      if (way === 5)
        return `\${${value('string', { ...place, depth: 0 })} + ${JSON.stringify(name)}} = ${value(type, place)};`;
      if (way === 6) return `inherit (${this.set([[name, type]], place)}) ${writeName(name)};`;
      if (way === 7) return `"\${"${writeName(name).replace(/^"|"$/g, '')}"}" = ${value(type, place)};`;
      if (typeof type === 'object' && 'set' in type && type.set.length > 0) {
        return type.set.map(([sub, t]) => `${writeName(name)}.${writeName(sub)} = ${value(t, place)};`).join(' ');
      }
      return `${writeName(name)} = ${value(type, place)};`;
    });
    return `{ ${bindings.join(' ')} }`;
  }

  #variable(type: Type, place: Place): string | undefined {
    const fitting = [...place.variables].filter(([, each]) => sameType(each, type)).map(([name]) => name);
    return fitting.length === 0 ? undefined : this.choices.pick(fitting);
  }

  /** An expression that can have any type. */
  #anywhere(type: Type, place: Place): string {
    const { choices } = this;
    const at = (wanted: Type, where = place) => this.expression(wanted, where);
    const other = anyType(choices, 1);
    const name = choices.pick(names);
    const written = writeName(name);
    const fresh = this.freshName();
    switch (choices.below(20)) {
      case 0:
        return `(let ${fresh} = ${at(other)}; in ${at(type, this.bind(place, [[fresh, other]]))})`;
      case 1: {
        const set = anySet(choices, 1) as { set: readonly (readonly [string, Type])[] };
        const usable = set.set.filter(([each]) => /^[a-z]$/.test(each) && !place.variables.has(each));
        return `(with ${at(set)}; ${at(type, this.bind(place, usable))})`;
      }
      case 2:
        return `(if ${at('bool')} then ${at(type)} else ${at(type)})`;
      case 3:
        return `((${fresh}: ${at(type, this.bind(place, [[fresh, other]]))}) ${at(other)})`;
      case 4: {
        const second = this.freshName();
        const inner = this.bind(place, [[fresh, other]]);
        const body = this.bind(inner, [[second, type]]);
        const ending = choices.pick([' }', ', ... }', ' }@all', ', ... }@all']);
        const given = choices.oneIn(2) ? ` ${second} = ${at(type)};` : '';
        const more = ending.includes('...') && choices.oneIn(2) ? ' more = 1;' : '';
        return `(({ ${fresh}, ${second} ? ${at(type, inner)}${ending}: ${at(type, body)}) { ${fresh} = ${at(other)};${given}${more} })`;
      }
      case 5:
        return `${this.set([[name, type]], place)}.${written}`;
      case 6:
        return `(${at(anySet(choices, 1))}.${written} or ${at(type)})`;
      case 7:
        return `(assert ${at('bool')}; ${at(type)})`;
      case 8:
        return `(builtins.head ${at({ list: type })})`;
      case 9:
        return `(builtins.elemAt [ ${at(type)} ${at(type)} ] ${choices.pick(['0', '1', '2', '(-1)'])})`;
      case 10:
        return `(builtins.${choices.pick(['seq', 'deepSeq'])} ${at(other)} ${at(type)})`;
      case 11:
        return `(builtins.tryEval ${at(type)}).value`;
      case 12:
        return `(builtins.getAttr ${JSON.stringify(name).replace(/\$/g, '\\$')} ${this.set([[name, type]], place)})`;
      case 13:
        return `(let { ${fresh} = ${at(other)}; body = ${at(type, this.bind(place, [[fresh, other]]))}; })`;
      case 14:
        return `(${at({ from: other, to: type })} ${at(other)})`;
      case 15:
        return `({ __functor = self: ${fresh}: ${at(type, this.bind(place, [[fresh, other]]))}; } ${at(other)})`;
      case 16:
        return `(builtins.foldl' (${fresh}: ${fresh}b: ${at(
          type,
          this.bind(place, [
            [fresh, type],
            [`${fresh}b`, other],
          ]),
        )}) ${at(type)} ${at({ list: other })})`;
      case 17:
        return `(let inherit (${this.set([['a', type]], place)}) a; in a)`;
      case 18:
        return choices.pick([
          '(throw "t")',
          '(abort "a")',
          '(assert false; 1)',
          '(builtins.addErrorContext "c" 1)',
          'nobody',
        ]);
      default:
        return `(rec { a = b.c; b = { c = ${at(type, this.without(place, ['a', 'b']))}; }; }).a`;
    }
  }
}

/** Sources of expressions with values of every type, as byte strings. */
export const anyExpression: fc.Arbitrary<string> = fc
  .array(fc.nat(0xffff), { minLength: 10, maxLength: 140, size: 'max' })
  .map(numbers => {
    const generator = new Generator(new Choices(numbers));
    const type = anyType(generator.choices, 2);
    return toBytes(generator.expression(type, { variables: new Map(), depth: 5 }));
  });
