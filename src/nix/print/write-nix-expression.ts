import { EvaluationError } from '../error.ts';
import { isList } from '../expect.ts';
import type { Limits } from '../limits.ts';
import { TextBuilder } from '../text-builder.ts';
import { AttributeSetValue, ContextString, force, NixFloat, NixPath, type Slot } from '../value.ts';
import { escapeString } from './escape-string.ts';
import { indent } from './indent.ts';

/**
 * Canonical Nix text that real Nix parses back to the same value: names quoted and in byte order, one element a line,
 * two blanks a level, `${` escaped, negative numbers in lists in parentheses. Forces everything. Contexts of strings
 * are not written. A function has no text: an error of kind `type`. O(size of the value).
 */
export function writeNixExpression(slot: Slot, limits?: Limits): string {
  const text = new TextBuilder();
  write(slot, 0, false, { text, limits });
  return text.finish();
}

/** Where the text goes, and the limits it is made in. */
interface Target {
  readonly text: TextBuilder;
  readonly limits: Limits | undefined;
}

function write(slot: Slot, depth: number, inList: boolean, target: Target): void {
  const { text, limits } = target;
  limits?.tick();
  const value = force(slot);
  if (isList(value)) {
    if (value.length === 0) text.add('[ ]');
    else {
      text.add('[\n');
      for (const element of value) {
        text.add(indent(depth + 1));
        write(element, depth + 1, true, target);
        text.add('\n');
      }
      text.add(indent(depth), ']');
    }
  } else if (value instanceof AttributeSetValue) {
    if (value.size === 0) text.add('{ }');
    else {
      text.add('{\n');
      for (const [name, element] of value.entries()) {
        text.add(indent(depth + 1), escapeString(name), ' = ');
        write(element, depth + 1, false, target);
        text.add(';\n');
      }
      text.add(indent(depth), '}');
    }
  } else if (value === null || typeof value === 'boolean') text.add(String(value));
  else if (typeof value === 'string') text.add(escapeString(value, limits));
  else if (value instanceof ContextString) text.add(escapeString(value.text, limits));
  else if (value instanceof NixPath) text.add(writePath(value.path));
  else if (typeof value === 'number' || typeof value === 'bigint') {
    text.add(parenthesise(writeInteger(value), inList && value < 0));
  } else if (value instanceof NixFloat) {
    const float = writeFloat(value.value);
    text.add(parenthesise(float, (inList && float.startsWith('-')) || float.includes(' ')));
  } else throw new EvaluationError('type', 'a function cannot be written as a Nix expression');
}

function parenthesise(text: string, wanted: boolean): string {
  return wanted ? `(${text})` : text;
}

function writePath(path: string): string {
  return /^(\/[A-Za-z0-9._+-]+)+$/.test(path) ? path : `(/. + ${escapeString(path)})`;
}

/** The smallest integer has no literal: its digits without the sign do not fit 64 bits. */
function writeInteger(value: number | bigint): string {
  return value === -(2n ** 63n) ? '(-9223372036854775807 - 1)' : String(value);
}

/** The shortest literal that reads back as the same float; what has no literal becomes a small calculation. */
function writeFloat(value: number): string {
  if (Number.isNaN(value)) return '1.0e308 * 10 - 1.0e308 * 10';
  if (!Number.isFinite(value)) return value > 0 ? '1.0e308 * 10' : '-1.0e308 * 10';
  if (Object.is(value, -0)) return '0.0 * (-1)';
  // Nix refuses the literals of floats below 2^-1022: they are written as a larger one times a power of two.
  if (value !== 0 && Math.abs(value) < 2 ** -1022)
    return `${writeLiteral(value * 2 ** 200)} * ${writeLiteral(2 ** -200)}`;
  return writeLiteral(value);
}

function writeLiteral(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  const number = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  return exponent === undefined ? number : `${number}e${exponent.replace('+', '')}`;
}
