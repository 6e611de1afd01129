const indentations: string[] = [];

/**
 * The blanks before a line at some depth, two a level: shared, as most lines are at few depths. Made at once, not from
 * the line above: a string of thousands of pieces is slow to read.
 */
export function indent(depth: number): string {
  if (depth > 100) return '  '.repeat(depth);
  indentations[depth] ??= '  '.repeat(depth);
  return indentations[depth];
}
