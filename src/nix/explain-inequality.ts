import type { Difference } from './equal.ts';
import { isList } from './expect.ts';
import { describeBriefly } from './print/describe-briefly.ts';
import { AttributeSetValue, force, NixFunction, type Value } from './value.ts';

/**
 * Where two values that `==` found unequal differ first, and how: for a failed `assert a == b`. `difference` is what
 * the comparison noted, so nothing is compared again. O(names of the sets that differ).
 * @example `{ a = [ 1 2 ]; } == { a = [ 1 3 ]; }` // 'at a[1], the left side is 2, the right side is 3'
 */
export function explainInequality(left: Value, right: Value, { cells, steps = [] }: Difference): string {
  const [a, b] = cells === undefined ? [left, right] : [force(cells[0]), force(cells[1])];
  const path = steps.reduceRight<string>((before, step) => before + show(step, before === ''), '');
  const difference = compare(a, b);
  return path === '' ? difference : `at ${path}, ${difference}`;
}

function show(step: number | string, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  return isFirst ? step : `.${step}`;
}

function compare(a: Value, b: Value): string {
  if (isList(a) && isList(b) && a.length !== b.length) {
    return `the left side has the length ${a.length}, the right side ${b.length}`;
  }
  if (a instanceof AttributeSetValue && b instanceof AttributeSetValue) {
    const onlyLeft = a.shape.names.find(name => !b.has(name));
    if (onlyLeft !== undefined) return `only the left side has the attribute '${onlyLeft}'`;
    const onlyRight = b.shape.names.find(name => !a.has(name));
    if (onlyRight !== undefined) return `only the right side has the attribute '${onlyRight}'`;
  }
  if (a instanceof NixFunction && b instanceof NixFunction) return 'functions are never equal';
  return `the left side is ${describeBriefly(a)}, the right side is ${describeBriefly(b)}`;
}
