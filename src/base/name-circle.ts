import { compareNaturally } from './natural-order.ts';

/**
 * A circle of names as one text, in which it ends where it begins: at the name that people read first.
 * @example nameCircle(['s10', 's2']) // 's2 -> s10 -> s2'
 */
export function nameCircle(names: readonly string[]): string {
  let first = 0;
  for (const [i, name] of names.entries()) if (compareNaturally(name, names[first] ?? name) < 0) first = i;
  const turned = [...names.slice(first), ...names.slice(0, first)];
  return [...turned, ...turned.slice(0, 1)].join(' -> ');
}
