/**
 * A lower bound from prices: vertices that need different colours pay for these together, and no colour is paid for
 * more than once.
 *
 * Problem    Maximise Σ need · price over groups of vertices, such that the prices of the groups that list a colour
 *            are at most 1 together: the dual of fractional hitting set, with rows that ask for several colours.
 * Input      Groups: vertices no two of which can share a colour, and the colours on their lists. A colouring uses at
 *            least as many of these as the group has members.
 * Result     Prices in whole numbers of `parts`, and the bound that they prove.
 * Guarantee  The prices keep to what each colour allows, in whole numbers; that they are the best is not claimed.
 * Time       O(rounds · lists), 60 rounds. Space O(lists).
 * Source     Weak duality of linear programs. The rounds divide each price by the mean load of its colours, as R.
 *            Sinkhorn balances a matrix (Annals of Mathematical Statistics 35, 1964); prices so found are made
 *            feasible by their largest load.
 * Deviation  Our own: what the rounds leave of each colour is given to groups in order, as in dual ascent.
 * Ties       In the order of the groups.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

/** Vertices no two of which can share a colour; the colours on their lists, ascending. */
export interface Group {
  readonly vertices: Int32Array;
  readonly colours: Int32Array;
}

/** What groups pay. */
export interface Prices {
  /** Groups that pay something, and what: in so many `parts` of a colour. */
  readonly groups: readonly { readonly vertices: Int32Array; readonly price: number }[];
  readonly parts: number;
}

/** Small enough for sums over all vertices to stay exact in floating point. */
export const parts = 1_000_000;
export const priceRounds = 60;

/** Prices by balancing loads. */
export function priceGroups(groups: readonly Group[], colourCount: number): Prices {
  const price = Float64Array.from(groups, ({ colours }) => 1 / colours.length);
  let best = price;
  let most = 0;
  for (let round = 0; round < priceRounds; round++) {
    const load = sumLoads(groups, price, colourCount);
    const feasible = price.map((p, g) => p / groups[g]!.colours.reduce((worst, c) => Math.max(worst, load[c]!), 0));
    const sum = groups.reduce((total, { vertices }, g) => total + vertices.length * feasible[g]!, 0);
    if (sum > most) [best, most] = [feasible, sum];
    groups.forEach(({ vertices, colours }, g) => {
      const paid = colours.reduce((total, c) => total + load[c]!, 0);
      price[g]! *= vertices.length / paid;
    });
  }
  return roundPrices(groups, best, colourCount);
}

/** Feasible prices in whole numbers from ones that may be a little too high, and as high as single groups can go. */
export function roundPrices(groups: readonly Group[], wanted: Float64Array, colourCount: number): Prices {
  const left = new Float64Array(colourCount).fill(parts);
  const price = new Float64Array(groups.length);
  const pay = (g: number, amount: number): void => {
    const { colours } = groups[g]!;
    const paid = colours.reduce((least, c) => Math.min(least, left[c]!), Math.max(0, amount));
    price[g]! += paid;
    for (const c of colours) left[c]! -= paid;
  };
  wanted.forEach((p, g) => {
    pay(g, Math.floor(p * parts));
  });
  for (let g = 0; g < groups.length; g++) pay(g, parts);
  const paying = groups.flatMap(({ vertices }, g) => (price[g]! > 0 ? [{ vertices, price: price[g]! }] : []));
  return { groups: paying, parts };
}

/** So many colours are needed: what is paid, rounded up, since colours are whole. */
export function boundOf({ groups, parts: whole }: Prices): number {
  return Math.ceil(groups.reduce((total, { vertices, price }) => total + vertices.length * price, 0) / whole);
}

function sumLoads(groups: readonly Group[], price: Float64Array, colourCount: number): Float64Array {
  const load = new Float64Array(colourCount);
  groups.forEach(({ colours }, g) => {
    for (const c of colours) load[c]! += price[g]!;
  });
  return load;
}
