// `!` in this file only marks reads of typed arrays inside their bounds.
import { candidatesOf, type FrozenPlacement, type ShareCertificate } from '../solve/index.ts';
import type { LinkShares } from '../verify/link-shares.ts';

/**
 * The shares of a certificate in an order that names alone give, so that it can be read without the graph that they
 * were computed on. O(edges · candidates + sorting).
 */
export function listShares(
  { graph, nodes, labels, instance }: FrozenPlacement<unknown, { readonly name: string }, unknown>,
  { unit, startOf, shares, toUpper }: ShareCertificate,
): LinkShares {
  const rankOfNode = rankByName(nodes, node => graph.nodeAt(node).name);
  const rankOfLabel = rankByName(labels, node => graph.nodeAt(node).name);
  let sum = 0;
  const links = Array.from(instance.edgeU, (u, e) => {
    const v = instance.edgeV[e]!;
    const whole = instance.edgeWeight[e]! * unit;
    const [own, other] = [candidatesOf(instance, u), new Set(candidatesOf(instance, v))];
    const common = Array.from(own).filter(label => other.has(label));
    // Without shares all of it is the end's that has a choice, or the lower one's.
    const isOfU = own.length > 1 === other.size > 1 ? u < v : own.length > 1;
    const isFirst = rankOfNode[u]! < rankOfNode[v]!;
    const ofFirst = common.map((_, i) => {
      const start = startOf[e]!;
      const units = start < 0 ? 0 : Math.min(whole, Math.max(0, Math.trunc(shares[start + i]!)));
      const isToU = (toUpper[e] === 1) === u > v;
      const ofU = start < 0 ? (isOfU ? whole : 0) : isToU ? units : whole - units;
      return isFirst ? ofU : whole - ofU;
    });
    for (const units of ofFirst) sum += units;
    const order = common.map((_, i) => i).sort((a, b) => rankOfLabel[common[a]!]! - rankOfLabel[common[b]!]!);
    const ranks = [rankOfNode[u]!, rankOfNode[v]!].sort((a, b) => a - b);
    return { first: ranks[0]!, second: ranks[1]!, shares: order.map(i => ofFirst[i]!) };
  });
  links.sort((a, b) => a.first - b.first || a.second - b.second);
  return { unit, sum, links: links.map(link => link.shares) };
}

/** Number → the place of its name in byte order. */
function rankByName(numbers: Int32Array, nameOf: (node: number) => string): Int32Array {
  const names = Array.from(numbers, nameOf);
  const order = names.map((_, i) => i).sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
  const ranks = new Int32Array(names.length);
  order.forEach((number, rank) => {
    ranks[number] = rank;
  });
  return ranks;
}
