/** A circle of names as one text, in which it ends where it begins: `a -> b -> a`. */
export function nameCircle(names: readonly string[]): string {
  return [...names, ...names.slice(0, 1)].join(' -> ');
}
