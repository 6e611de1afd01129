import type { NumberRange } from '../solve/index.ts';

/** What is left of a range without others, ascending. O(o log o) for o others. */
export function subtractRanges({ from, to }: NumberRange, others: readonly NumberRange[]): readonly NumberRange[] {
  const left: NumberRange[] = [];
  let next = from;
  for (const other of [...others].sort((a, b) => a.from - b.from)) {
    if (other.to < next || other.from > to) continue;
    if (other.from > next) left.push({ from: next, to: other.from - 1 });
    next = other.to + 1;
  }
  if (next <= to) left.push({ from: next, to });
  return left;
}
