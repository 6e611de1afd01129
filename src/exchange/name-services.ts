/**
 * A key for each of some things: the shortest of its names that no other one has. Where even the longest is another
 * one's, a number goes behind it. O(things · names).
 * @param names of each thing, from the shortest to the longest
 * @example nameServices([['web', 'a.web'], ['web', 'b.web'], ['db', 'a.db']]) // ['a.web', 'b.web', 'db']
 */
export function nameServices(names: readonly (readonly string[])[]): readonly string[] {
  const uses = new Map<string, number>();
  for (const all of names) for (const name of new Set(all)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return names.map(all => {
    const longest = all.at(-1) ?? '';
    let key = all.find(name => uses.get(name) === 1) ?? longest;
    for (let number = 2; taken.has(key); number++) key = `${longest}-${number}`;
    taken.add(key);
    return key;
  });
}
