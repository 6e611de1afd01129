import { resolvePath } from '../../../src/base/path.ts';
import { formatFloat } from '../../../src/nix/format-float.ts';
import type { AttributeName, Bindings, Expression, Lambda, StaticBinding } from '../../../src/nix/parse/syntax.ts';
import { KEYWORDS } from '../../../src/nix/parse/token.ts';
import { NixFloat } from '../../../src/nix/value.ts';

/**
 * A tree as `nix-instantiate --parse` of Nix 2.8 prints it, relative paths taken from `folder` and `~` from `home`.
 * Our parser joins neighbouring texts of a template and Nix does not: compare after `joinTexts` on both sides.
 */
export function showSyntax(expression: Expression, folder: string, home: string): string {
  const show = (e: Expression): string => {
    switch (e.kind) {
      case 'integer':
        return String(e.value);
      case 'float':
        return formatFloat(new NixFloat(e.value));
      case 'string':
        return showString(e.value);
      case 'template':
        return `(${e.parts.map(part => (typeof part === 'string' ? showString(part) : show(part))).join(' + ')})`;
      case 'path':
        return showPath(e.parts);
      case 'searchPath':
      case 'apply':
        return `(${showCall(e)})`;
      case 'variable':
        return e.name;
      case 'currentPosition':
        return '__curPos';
      case 'select': {
        const alternative = e.alternative ? ` or (${show(e.alternative)})` : '';
        return `(${show(e.subject)}).${showAttributePath(e.path)}${alternative}`;
      }
      case 'has':
        return `((${show(e.subject)}) ? ${showAttributePath(e.path)})`;
      case 'lambda':
        return `(${showArgument(e)}: ${show(e.body)})`;
      case 'let':
        return `(let ${showBindings(e.bindings, '')}in ${show(e.body)})`;
      case 'legacyLet':
        return `(rec { ${showBindings(e.bindings)}}).body`;
      case 'set':
        return `${e.recursive ? 'rec ' : ''}{ ${showBindings(e.bindings)}}`;
      case 'list':
        return `[ ${e.items.map(item => `(${show(item)}) `).join('')}]`;
      case 'with':
        return `(with ${show(e.scope)}; ${show(e.body)})`;
      case 'assert':
        return `assert ${show(e.condition)}; ${show(e.body)}`;
      case 'if':
        return `(if ${show(e.condition)} then ${show(e.then)} else ${show(e.otherwise)})`;
      case 'unary':
        return e.operator === '!' ? `(! ${show(e.operand)})` : `(${showCall(e)})`;
      case 'binary':
        return showBinary(e);
    }
  };

  /** What Nix holds as one call with several arguments, without its parentheses: applications and operators that are calls. */
  const showCall = (e: Expression): string => {
    // `f or` makes a call of its own.
    if (e.kind === 'apply' && e.argument.kind === 'variable' && e.argument.name === 'or')
      return `${show(e.function)} or`;
    if (e.kind === 'apply') return `${showCall(e.function)} ${show(e.argument)}`;
    if (e.kind === 'searchPath') return `__findFile __nixPath ${showString(e.name)}`;
    if (e.kind === 'unary' && e.operator === '-') return `__sub 0 ${show(e.operand)}`;
    if (e.kind === 'binary') {
      const name = CALLS.get(e.operator);
      if (name !== undefined) return `${name} ${show(e.left)} ${show(e.right)}`;
      if (e.operator === '>') return `__lessThan ${show(e.right)} ${show(e.left)}`;
    }
    return show(e);
  };

  const showBinary = (e: Expression & { kind: 'binary' }): string => {
    if (CALLS.has(e.operator) || e.operator === '>') return `(${showCall(e)})`;
    if (e.operator === '<=') return `(! (__lessThan ${show(e.right)} ${show(e.left)}))`;
    if (e.operator === '>=') return `(! (__lessThan ${show(e.left)} ${show(e.right)}))`;
    return `(${show(e.left)} ${e.operator} ${show(e.right)})`;
  };

  const showPath = (parts: readonly (string | Expression)[]): string => {
    const [first, ...rest] = parts;
    const text = first as string;
    // What follows a doubled slash is a text of its own to Nix.
    const doubled = text.indexOf('//');
    if (doubled >= 0) return showPath([text.slice(0, doubled + 1), text.slice(doubled + 1), ...rest]);
    const slash = text.endsWith('/') && text.length > 1 ? '/' : '';
    const start = text.startsWith('~') ? `${home}${text.slice(1)}` : `${resolvePath(folder, text)}${slash}`;
    if (rest.length === 0) return start;
    return `(${[start, ...rest.map(part => (typeof part === 'string' ? showString(part) : show(part)))].join(' + ')})`;
  };

  const showAttributePath = (path: readonly AttributeName[]): string =>
    path.map(step => ('expression' in step ? `"\${${show(step.expression)}}"` : showName(step.name))).join('.');

  const showArgument = (e: Lambda): string => {
    if (e.formals === undefined) return e.name ?? '';
    const sorted = [...e.formals.list].sort((a, b) => (a.name < b.name ? -1 : 1));
    const formals = sorted.map(formal => (formal.fallback ? `${formal.name} ? ${show(formal.fallback)}` : formal.name));
    if (e.formals.open) formals.push('...');
    return `{ ${formals.join(', ')} }${e.name === undefined ? '' : ` @ ${e.name}`}`;
  };

  const showBindings = (bindings: Bindings, blank = ' '): string => {
    const sorted = [...bindings.statics].sort((a, b) => (a.name < b.name ? -1 : 1));
    const showStatic = (each: StaticBinding): string =>
      each.inherited === 'scope'
        ? `inherit ${showName(each.name)}${blank}; `
        : `${showName(each.name)} = ${show(each.value)}; `;
    return [
      ...sorted.map(showStatic),
      ...bindings.dynamics.map(each => `"\${${show(each.name)}}" = ${show(each.value)}; `),
    ].join('');
  };

  return show(expression);
}

/**
 * Joins string literals that stand next to each other in a sum, drops empty ones, and takes the parentheses off a lone one.
 * It works on the text alone, so it is only good for comparing two texts that both went through it.
 */
export function joinTexts(printed: string): string {
  let text = printed;
  for (;;) {
    const joined = text.replaceAll('" + "', '').replace(/(?<!\\)"" \+ | \+ ""/g, '');
    const simpler = joined.replace(/\(("(?:[^"\\]|\\.)*")\)/gs, '$1');
    if (simpler === text) return text;
    text = simpler;
  }
}

const CALLS = new Map([
  ['-', '__sub'],
  ['*', '__mul'],
  ['/', '__div'],
  ['<', '__lessThan'],
]);

const ESCAPES = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function showString(text: string): string {
  return `"${text.replace(/["\\$]/g, '\\$&').replace(/[\n\r\t]/g, c => ESCAPES.get(c) ?? c)}"`;
}

function showName(name: string): string {
  const plain = /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !KEYWORDS.some(([word]) => word === name && word !== 'or');
  return plain ? name : showString(name);
}
