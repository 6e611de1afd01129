/** The first `most` names of a list, and how many more there are: `a, b, and 3 more`. */
export function nameSome(names: readonly string[], most: number, between = ', '): string {
  const shown = names.slice(0, most).join(between);
  return names.length > most ? `${shown}${between}and ${names.length - most} more` : shown;
}

/** All names of a list, as a sentence has them: `a, b and c`. */
export function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
