/** The first `most` names of a list, and how many more there are: `a, b, and 3 more`. */
export function nameSome(names: readonly string[], most: number, between = ', '): string {
  const shown = names.slice(0, most).join(between);
  return names.length > most ? `${shown}${between}and ${names.length - most} more` : shown;
}
