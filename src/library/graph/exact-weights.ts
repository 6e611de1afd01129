import { GraphError } from './graph-error.ts';
import type { GraphEdge, ReadableGraph } from './readable-graph.ts';

/** How an edge is weighed. */
export interface WeightOptions {
  /**
   * The weight of an edge. When left out, the label of the edge if it is a number, its property `weight` if the label
   * is an object that has one, and 1 otherwise.
   */
  readonly weight?: ((edge: GraphEdge) => number) | undefined;
}

/**
 * The weights of all edges together are at most this many of their common unit, so that every sum in a solver is exact:
 * 2^50. For whole numbers the unit is 1 (or a larger common divisor, where they need it); for weights such as 0.25 and
 * 1.5 it is what they are all whole multiples of, here 0.25.
 */
export const LARGEST_SUM_OF_WEIGHTS = 2 ** 50;

/** Weights as whole numbers of a common unit. */
export interface ExactWeights {
  /** Edge → its weight in units. */
  readonly units: Float64Array;
  /** So many units as a weight again: the double nearest to the exact decimal value. */
  toWeight(units: number): number;
}

/**
 * The weights of edges, without any rounding: a double stands for the shortest decimal that reads as it (0.1 is a
 * tenth), or, where that has too many digits, for the binary fraction that it is. All are counted in the largest unit
 * that makes them whole numbers. O(m).
 *
 * @throws GraphError `weight` for one that is negative, not finite or no number; `sum-of-weights` where the sum is
 *   above `LARGEST_SUM_OF_WEIGHTS` units.
 */
export function readWeights(
  graph: ReadableGraph,
  edges: readonly GraphEdge[],
  { weight = edge => labelledWeight(graph, edge) }: WeightOptions,
): ExactWeights {
  const weights = edges.map(edge => checkWeight(edge, weight(edge)));
  const sum = weights.reduce((all, one) => all + one, 0);
  if (sum <= LARGEST_SUM_OF_WEIGHTS && weights.every(Number.isInteger)) {
    return { units: Float64Array.from(weights), toWeight: units => units };
  }
  return countInUnits(weights);
}

function labelledWeight(graph: ReadableGraph, edge: GraphEdge): number {
  // graphlib's own type of an edge is the writable one, though it only reads.
  const label = graph.edge(edge as { v: string; w: string; name?: string });
  const found = typeof label === 'object' && label !== null && 'weight' in label ? label.weight : label;
  if (typeof found === 'number' || (found !== label && found !== undefined)) return found as number;
  return 1;
}

function checkWeight({ v, w }: GraphEdge, weight: unknown): number {
  if (typeof weight === 'number' && weight >= 0 && weight < Number.POSITIVE_INFINITY) return weight;
  const shown = typeof weight === 'string' ? `"${weight}"` : String(weight);
  const message = `the weight of the edge from "${v}" to "${w}" is ${shown}, but must be a finite number from 0 on`;
  const hint = weight === Number.POSITIVE_INFINITY ? ': take one that is larger than all others together' : '';
  throw new GraphError('weight', message + hint);
}

/** Weight = whole × base^exponent. */
interface Fraction {
  readonly whole: bigint;
  readonly exponent: number;
}

function countInUnits(weights: readonly number[]): ExactWeights {
  const decimal = findUnit(weights.map(readDecimal), 10n);
  const found = isExact(decimal) ? decimal : findUnit(weights.map(readBinary), 2n);
  if (!isExact(found)) refuseSum(decimal);
  const { wholes, unit, toNumber } = found;
  return {
    units: Float64Array.from(wholes, whole => Number(whole / unit)),
    toWeight: units => toNumber(BigInt(units) * unit),
  };
}

/** Weights as whole numbers, of which `unit` is the greatest common divisor. */
interface WholeWeights {
  readonly wholes: readonly bigint[];
  readonly unit: bigint;
  readonly sum: bigint;
  toNumber(whole: bigint): number;
}

function findUnit(fractions: readonly Fraction[], base: bigint): WholeWeights {
  const least = fractions.reduce((least, { exponent }) => Math.min(least, exponent), 0);
  const wholes = fractions.map(({ whole, exponent }) => whole * base ** BigInt(exponent - least));
  return {
    wholes,
    unit: wholes.reduce(greatestCommonDivisor, 0n) || 1n,
    sum: wholes.reduce((all, one) => all + one, 0n),
    toNumber: whole => (base === 10n ? Number(`${whole}e${least}`) : Number(whole) * 2 ** least),
  };
}

function isExact({ sum, unit }: WholeWeights): boolean {
  return sum / unit <= BigInt(LARGEST_SUM_OF_WEIGHTS);
}

function readDecimal(weight: number): Fraction {
  const [digits = '', power = '0'] = String(weight).split('e');
  const [before = '', after = ''] = digits.split('.');
  const whole = BigInt(before + after);
  return { whole, exponent: whole === 0n ? 0 : Number(power) - after.length };
}

function readBinary(weight: number): Fraction {
  let [whole, exponent] = [weight, 0];
  for (; !Number.isInteger(whole); exponent--) whole *= 2;
  return { whole: BigInt(whole), exponent };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** A count as people read it: a tiny weight beside an ordinary one has hundreds of digits. */
function showCount(count: bigint): string {
  const digits = String(count);
  return digits.length <= 20 ? digits : `some ${digits[0]}e${digits.length - 1}`;
}

function refuseSum({ sum, unit, toNumber }: WholeWeights): never {
  const message = `the weights of all edges together are ${showCount(sum / unit)} times their common unit ${toNumber(unit)}, and sums are exact up to ${LARGEST_SUM_OF_WEIGHTS} (2^50) times`;
  throw new GraphError('sum-of-weights', `${message}: round the weights to fewer digits`);
}
