import type { Remedy } from '../../base/remedy.ts';
import type { ScalarNode } from '../document/data-node.ts';
import type { ImportLog } from '../import-log.ts';

/** Defaults inside defaults. */
const nestingLimit = 20;

/** What the values of variables are, and which were asked for in vain. */
export interface Variables {
  readonly known: ReadonlyMap<string, string>;
  readonly log: ImportLog;
}

/**
 * A text with its variables replaced: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`, `${X+other}`,
 * `${X:?message}`, `${X?message}`, and `$$` for a dollar. One that is not known is empty, as in Compose, and is told.
 * Undefined where the text is wrong or demands a variable that is not there; that is told as an error.
 */
export function expandVariables(scalar: ScalarNode, variables: Variables): ScalarNode | undefined {
  if (!scalar.text.includes('$')) return scalar;
  try {
    return { ...scalar, text: expand(scalar.text, scalar, variables, 0) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    variables.log.error('compose-variable', error.message, scalar.position, error.hint, error.remedy);
    return undefined;
  }
}

class Refusal extends Error {
  readonly hint: string | undefined;
  readonly remedy: Remedy | undefined;

  constructor(message: string, hint: string | undefined, remedy?: Remedy) {
    super(message);
    this.hint = hint;
    this.remedy = remedy;
  }
}

const sayIt: Remedy = { kind: 'variables' };

function expand(text: string, scalar: ScalarNode, variables: Variables, depth: number): string {
  if (depth > nestingLimit) throw new Refusal('the defaults of variables are nested too deep', 'write them flat');
  let expanded = '';
  let at = 0;
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
    expanded += text.slice(at, dollar);
    const rest = text.slice(dollar + 1);
    const [plain] = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest) ?? [];
    if (rest.startsWith('$')) {
      expanded += '$';
      at = dollar + 2;
    } else if (plain !== undefined) {
      expanded += lookUp(plain, scalar, variables);
      at = dollar + 1 + plain.length;
    } else if (rest.startsWith('{')) {
      const end = closingBrace(text, dollar + 1);
      if (end < 0) throw new Refusal(`"${text}" has a \${ without its }`, 'write $$ for a dollar');
      expanded += expandBraces(text.slice(dollar + 2, end), scalar, variables, depth);
      at = end + 1;
    } else throw new Refusal(`"${text}" has a $ with no name of a variable behind it`, 'write $$ for a dollar');
  }
  return expanded + text.slice(at);
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

function expandBraces(inner: string, scalar: ScalarNode, variables: Variables, depth: number): string {
  const [, name, operator = '', word = ''] = /^([A-Za-z_][A-Za-z0-9_]*)(:?[-+?])?(.*)$/s.exec(inner) ?? [];
  if (name === undefined || (operator === '' && word !== '')) {
    throw new Refusal(`"\${${inner}}" is no variable`, 'write ${NAME}, or ${NAME:-default}');
  }
  const value = variables.known.get(name);
  const isThere = value !== undefined && (value !== '' || !operator.startsWith(':'));
  switch (operator.at(-1)) {
    case '-':
      return isThere ? value : expand(word, scalar, variables, depth + 1);
    case '+':
      return isThere ? expand(word, scalar, variables, depth + 1) : '';
    case '?':
      if (isThere) return value;
      throw new Refusal(`the variable ${name} must be given${word === '' ? '' : `: ${word}`}`, undefined, sayIt);
    default:
      return lookUp(name, scalar, variables);
  }
}

function lookUp(name: string, scalar: ScalarNode, { known, log }: Variables): string {
  const value = known.get(name);
  if (value === undefined)
    log.drop(`the variable ${name}`, '', scalar.position, 'it is not known, so it is empty', sayIt);
  return value ?? '';
}
