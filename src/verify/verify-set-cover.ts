/**
 * Checks a set cover and the bound that it claims, sharing no code with the solver.
 *
 * Problem    Weighted set cover: each element (row) needs one chosen set (column) among its candidates.
 * Method     The cost is added up again. A lower bound must be carried by its certificate: prices of the rows, no
 *            column costing less than its rows pay (weak duality); or a tree of branchings, walked again in whole
 *            numbers, in which every leaf costs at least as much as the cover. A bound that rests on an
 *            integer-programming solver cannot be checked here; then only what contradicts itself is a fault.
 * Time       O(candidates) for prices, O(nodes of the tree · candidates) for a tree. Space O(candidates · depth).
 * Source     Dual feasibility: V. Vazirani, "Approximation Algorithms" (2001), chapter 13; the tree's bounds by dual
 *            ascent: M. L. Fisher, P. Kedia, Management Science 36 (1990).
 */

/** Rows with their candidate columns, and what each column costs. */
export interface CoverInstance {
  readonly candidates: readonly (readonly number[])[];
  readonly costs: readonly bigint[];
}

/** What a cover claims. */
export interface CoverClaim {
  /** Row → the chosen column that covers it. */
  readonly assignment: readonly number[];
  readonly chosen: readonly number[];
  readonly cost: bigint;
  readonly lowerBound: bigint;
  readonly optimal: boolean;
  readonly certificate: BoundCertificate;
}

/** What carries the lower bound. */
export type BoundCertificate =
  /** Row → what it pays, in parts of a cost of which `parts` make one. */
  | { readonly kind: 'prices'; readonly prices: readonly bigint[]; readonly parts: bigint }
  /** In preorder: the row that a node branches on, -1 for a leaf. */
  | { readonly kind: 'tree'; readonly rows: readonly number[] }
  | { readonly kind: 'program' };

/** A sentence for each fault; none means that all is well. */
export function verifySetCover(instance: CoverInstance, claim: CoverClaim): readonly string[] {
  const { cost, lowerBound, optimal } = claim;
  const faults = [...checkCover(instance, claim)];
  if (lowerBound > cost) faults.push(`the lower bound ${lowerBound} is above the cost ${cost}`);
  if (optimal !== (lowerBound === cost)) {
    faults.push('the cover is called optimal without a bound that meets it, or not optimal with one');
  }
  return [...faults, ...checkBound(instance, claim)];
}

function* checkCover({ candidates, costs }: CoverInstance, claim: CoverClaim): Generator<string> {
  const { assignment, chosen } = claim;
  if (assignment.length !== candidates.length) yield `${assignment.length} rows of ${candidates.length} are covered`;
  for (const [row, column] of assignment.entries()) {
    if (!candidates[row]?.includes(column))
      yield `row ${row} is covered by ${column}, which is not among its candidates`;
  }
  const used = [...new Set(assignment)].sort((a, b) => a - b);
  if (used.join() !== chosen.join()) yield `the columns ${used.join()} cover rows, but ${chosen.join()} are chosen`;
  let sum = 0n;
  for (const column of chosen) sum += costs[column] ?? 0n;
  if (sum !== claim.cost) yield `the cost is ${sum}, but ${claim.cost} is claimed`;
}

function checkBound(instance: CoverInstance, claim: CoverClaim): readonly string[] {
  const { certificate, cost, lowerBound } = claim;
  if (certificate.kind === 'prices') return checkPrices(instance, certificate, lowerBound);
  if (certificate.kind === 'program') return lowerBound < 0n ? ['the lower bound is negative'] : [];
  if (lowerBound !== cost) return [`a tree proves the cost ${cost}, but the bound ${lowerBound} is claimed`];
  return new TreeWalk(instance, cost, certificate.rows).check();
}

/** Prices that overcharge no column add up to a lower bound, rounded up since costs are whole numbers. */
function checkPrices(
  { candidates, costs }: CoverInstance,
  { prices, parts }: Extract<BoundCertificate, { kind: 'prices' }>,
  lowerBound: bigint,
): readonly string[] {
  const faults: string[] = [];
  if (prices.length !== candidates.length || parts <= 0n) return ['the certificate has not one price for each row'];
  const paid = costs.map(() => 0n);
  let sum = 0n;
  for (const [row, price] of prices.entries()) {
    if (price < 0n) faults.push(`row ${row} pays less than nothing`);
    sum += price;
    for (const column of new Set(candidates[row])) paid[column] = (paid[column] ?? 0n) + price;
  }
  for (const [column, amount] of paid.entries()) {
    const cost = costs[column];
    if (cost === undefined || amount > cost * parts) faults.push(`rows pay more for column ${column} than it costs`);
  }
  const proved = (sum + parts - 1n) / parts;
  if (proved < lowerBound) faults.push(`the lower bound is said to be ${lowerBound}, but prices prove ${proved} only`);
  return faults;
}

/**
 * A node of the tree that waits for its next child: its row's columns that are still to be chosen, the next one last.
 */
interface OpenNode {
  readonly columns: number[];
  /** Columns of this node that were chosen before: covers with them have been seen. */
  readonly banned: number[];
}

/**
 * Walks a tree of branchings: a child chooses one column of the node's row, and bans those that its elder siblings
 * chose.
 */
class TreeWalk {
  readonly #rows: readonly (readonly number[])[];
  readonly #costs: readonly bigint[];
  /** No leaf may cost less. */
  readonly #cost: bigint;
  readonly #branches: readonly number[];
  readonly #chosen = new Set<number>();
  readonly #banned = new Set<number>();

  constructor({ candidates, costs }: CoverInstance, cost: bigint, branches: readonly number[]) {
    this.#rows = candidates;
    this.#costs = costs;
    this.#cost = cost;
    this.#branches = branches;
  }

  check(): readonly string[] {
    const path: OpenNode[] = [];
    for (const [place, row] of this.#branches.entries()) {
      if (place > 0 && path.length === 0) return ['the tree has more nodes than branchings ask for'];
      if (row < 0) {
        if (!this.#isTooDear()) return [`leaf ${place} of the tree does not rule out a cover that costs less`];
      } else {
        const columns = this.#rows[row];
        if (columns === undefined) return [`the tree branches on row ${row}, which does not exist`];
        const open = columns.filter(column => !this.#banned.has(column)).sort((a, b) => this.#compare(b, a));
        path.push({ columns: open, banned: [] });
      }
      this.#enterNext(path);
    }
    return path.length > 0 || this.#branches.length === 0 ? ['the tree ends before all its branches are closed'] : [];
  }

  /** Leaves what is done and chooses the next column of the innermost node that has one. */
  #enterNext(path: OpenNode[]): void {
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const before = node.banned.at(-1);
      if (before !== undefined) {
        this.#chosen.delete(before);
        this.#banned.add(before);
      }
      const column = node.columns.pop();
      if (column !== undefined) {
        node.banned.push(column);
        this.#chosen.add(column);
        return;
      }
      for (const each of node.banned) this.#banned.delete(each);
      path.pop();
    }
  }

  /** Whether every cover with the chosen columns and without the banned ones costs at least as much as the claim. */
  #isTooDear(): boolean {
    let sum = 0n;
    for (const column of this.#chosen) sum += this.#costs[column] ?? 0n;
    const open = this.#rows
      .filter(row => !row.some(column => this.#chosen.has(column)))
      .map(row => row.filter(column => !this.#banned.has(column)));
    if (open.some(row => row.length === 0)) return true;
    // Each row in turn pays what the cheapest of its columns still lacks, the shortest row first.
    const lacking = new Map<number, bigint>();
    for (const row of open.sort((a, b) => a.length - b.length)) {
      if (sum >= this.#cost) return true;
      const lacks = row.map(column => lacking.get(column) ?? this.#costs[column] ?? 0n);
      const least = lacks.reduce((a, b) => (b < a ? b : a));
      sum += least;
      for (const [i, column] of row.entries()) lacking.set(column, (lacks[i] ?? 0n) - least);
    }
    return sum >= this.#cost;
  }

  #compare(a: number, b: number): number {
    const [costOfA = 0n, costOfB = 0n] = [this.#costs[a], this.#costs[b]];
    return costOfA < costOfB ? -1 : costOfA > costOfB ? 1 : a - b;
  }
}
