/**
 * Checks what lists are said to prove about the number of colours, from the lists and the graph alone. Shares and
 * groups are recomputed in whole numbers. That fewer colours hit no list is recomputed where all sets of at most
 * `mostColours` colours can be gone through, and refusals where a search of few steps ends; beyond that it rests on the
 * search that claims it.
 */

/** For each vertex `v` the colours `colours[offsets[v]]` and on that it may take. */
export interface ColourLists {
  readonly offsets: Int32Array;
  readonly colours: Int32Array;
}

/** Why lists ask for so many colours; see there for what each kind means. */
export type ListProofClaim =
  | { readonly kind: 'apart'; readonly vertices: Int32Array }
  | {
      readonly kind: 'prices';
      readonly groups: readonly { readonly vertices: Int32Array; readonly price: number }[];
      readonly parts: number;
    }
  | {
      readonly kind: 'hitting sets';
      readonly refusals: readonly { readonly vertices: Int32Array; readonly colours: Int32Array }[];
    };

interface Lists {
  readonly of: (vertex: number) => Int32Array;
  readonly count: number;
  readonly areApart: (a: number, b: number) => boolean;
}

const mostColours = 20;
const mostSteps = 200_000;

/** What is wrong with the proof, a sentence each. `areAdjacent` asks the graph. */
export function verifyListBound(
  { vertexCount }: { readonly vertexCount: number },
  candidates: ColourLists,
  lowerBound: number,
  proof: ListProofClaim,
  areAdjacent: (a: number, b: number) => boolean,
): string[] {
  const of = (v: number): Int32Array => candidates.colours.subarray(candidates.offsets[v], candidates.offsets[v + 1]);
  const isVertex = (v: number): boolean => Number.isInteger(v) && v >= 0 && v < vertexCount;
  const areApart = (a: number, b: number): boolean =>
    isVertex(a) && isVertex(b) && a !== b && (areAdjacent(a, b) || !of(a).some(c => of(b).includes(c)));
  const lists = { of, count: vertexCount, areApart };
  switch (proof.kind) {
    case 'apart':
      return [
        ...checkGroup(lists, proof.vertices),
        ...(proof.vertices.length === lowerBound ? [] : ['the vertices apart do not prove the bound']),
      ];
    case 'prices':
      return checkPrices(lists, proof, lowerBound);
    case 'hitting sets':
      return [
        ...proof.refusals.flatMap(({ vertices, colours }) => checkRefusal(lists, areAdjacent, vertices, colours)),
        ...checkHittingSets(lists, proof.refusals, lowerBound),
      ];
  }
}

/** Each two differ in colour in every colouring. */
function checkGroup({ areApart, count }: Lists, vertices: Int32Array): string[] {
  const wrong: string[] = [];
  vertices.forEach((a, i) => {
    if (!(a >= 0 && a < count)) wrong.push(`there is no vertex ${a}`);
    for (const b of vertices.subarray(0, i)) if (!areApart(a, b)) wrong.push(`${b} and ${a} may share a colour`);
  });
  return wrong;
}

/** No colour is paid for more than once, and what is paid is more than one colour fewer than the bound would cost. */
function checkPrices(
  lists: Lists,
  { groups, parts }: Extract<ListProofClaim, { readonly kind: 'prices' }>,
  lowerBound: number,
): string[] {
  const wrong: string[] = [];
  const paid = new Map<number, bigint>();
  let sum = 0n;
  for (const { vertices, price } of groups) {
    wrong.push(...checkGroup(lists, vertices));
    if (!Number.isSafeInteger(price) || price < 0) wrong.push(`${price} is not a price in whole parts`);
    else {
      const colours = new Set([...vertices].flatMap(v => [...lists.of(v)]));
      for (const c of colours) paid.set(c, (paid.get(c) ?? 0n) + BigInt(price));
      sum += BigInt(price) * BigInt(vertices.length);
    }
  }
  if (!Number.isSafeInteger(parts) || parts < 1) return [...wrong, 'the parts are not a whole number'];
  for (const [colour, price] of paid) {
    if (price > BigInt(parts)) wrong.push(`${price} parts of ${parts} are paid for colour ${colour}`);
  }
  if (sum <= BigInt(parts) * BigInt(lowerBound - 1)) wrong.push('the prices do not prove the bound');
  return wrong;
}

/** The vertices cannot be coloured without the colours: by search, as far as the steps allow. */
function checkRefusal(
  lists: Lists,
  areAdjacent: (a: number, b: number) => boolean,
  vertices: Int32Array,
  colours: Int32Array,
): string[] {
  const without = new Set(colours);
  const open = new Map([...vertices].map(v => [v, [...lists.of(v)].filter(c => !without.has(c))]));
  let steps = mostSteps;
  const canColour = (left: ReadonlyMap<number, readonly number[]>): boolean => {
    const [first, ...others] = [...left].sort((a, b) => a[1].length - b[1].length);
    if (first === undefined) return true;
    for (const colour of first[1]) {
      steps -= others.length + 1;
      if (steps < 0) return false;
      const rest = others.map(([w, list]): [number, readonly number[]] => [
        w,
        areAdjacent(first[0], w) ? list.filter(c => c !== colour) : list,
      ]);
      if (rest.every(([, list]) => list.length > 0) && canColour(new Map(rest))) return true;
    }
    return false;
  };
  return canColour(open) ? [`the ${vertices.length} vertices of a refusal can be coloured`] : [];
}

/** Over all sets of colours: the largest that holds no list and no refusal as a whole leaves the bound to the rest. */
function checkHittingSets(
  lists: Lists,
  refusals: readonly { readonly colours: Int32Array }[],
  lowerBound: number,
): string[] {
  const vertices = Array.from({ length: lists.count }, (_, v) => v);
  const colours = [...new Set(vertices.flatMap(v => [...lists.of(v)]))];
  if (colours.length > mostColours) return [];
  const bitOf = new Map(colours.map((c, i) => [c, 1 << i]));
  const holds = new Uint8Array(1 << colours.length);
  const mark = (row: Int32Array): void => {
    holds[row.reduce((set, c) => set | (bitOf.get(c) ?? 0), 0)] = 1;
  };
  for (const v of vertices) mark(lists.of(v));
  for (const { colours: row } of refusals) mark(row);
  let largest = -1;
  const sizes = new Uint8Array(holds.length);
  for (let set = 0; set < holds.length; set++) {
    sizes[set] = (sizes[set >> 1] ?? 0) + (set & 1);
    for (let rest = set; rest !== 0 && holds[set] === 0; rest &= rest - 1)
      holds[set] = holds[set & ~(rest & -rest)] ?? 0;
    if (holds[set] === 0) largest = Math.max(largest, sizes[set] ?? 0);
  }
  const fewest = colours.length - largest;
  return largest >= 0 && fewest < lowerBound ? [`${fewest} colours hit all lists, not ${lowerBound}`] : [];
}
