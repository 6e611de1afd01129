/**
 * The problem of a certificate, posed anew from the models: its own is taken for nothing but names and order.
 *
 * What a certificate leaves out (a rule, a capacity) is left out here, too: plans that need not keep it are more, so
 * that what holds for all of them holds for those that do. What it has that nobody asked is refused.
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import type { CertifiedProblem } from '../place-certificate.ts';
import { listedIn, type PlacedProblem } from '../placed-problem.ts';
import type { AskedSystem } from './asked-system.ts';
import { type CertifiedOrder, orderCertified } from './certified-order.ts';
import { poseCertifiedResource } from './certified-resource.ts';
import { findCertifiedRules } from './certified-rules.ts';
import { type NumberedSystem, toTable } from './number-system.ts';

/**
 * The problem in the order of a certificate; a sentence where it is about another one. O(candidates + links +
 * resources · (services + targets) + nodes of rules).
 */
export function poseCertified(
  system: AskedSystem,
  numbered: NumberedSystem,
  said: CertifiedProblem,
): PlacedProblem | string {
  const { problem: own } = numbered;
  const order = orderCertified(system, numbered, said);
  if (typeof order === 'string') return order;
  if (!isSameLevels(own, order, said)) return 'the certificate counts links otherwise';
  const resources: PlacedProblem['resources'][number][] = [];
  for (const resource of said.resources) {
    const posed = poseCertifiedResource(resource, system, order);
    if (typeof posed === 'string') return posed;
    resources.push(posed);
  }
  const rules = findCertifiedRules(own, order, said.rules);
  if (rules === undefined) return 'the certificate speaks of a demand that is none';
  return {
    ...own,
    nodeCount: order.nodes.length,
    labelCount: order.labels.length,
    listOf: Int32Array.from(order.nodes.keys()),
    lists: toTable(order.lists),
    labelWishes: [],
    partitions: order.partitions,
    resources,
    links: { ...orderLinks(own, order), levels: said.levels, costs: said.costs },
    nearest: orderNearest(own, order),
    rules,
    moves: orderMoves(own, order),
    labelCost: Float64Array.from(order.labels, label => own.labelCost[label]!),
    balances: [],
  };
}

/** Whether links are counted across the same zones, and at the same cost but for the unit. */
function isSameLevels(
  { links: { levels, costs } }: PlacedProblem,
  { ways, ownWays }: CertifiedOrder,
  said: CertifiedProblem,
): boolean {
  if (said.levels.length !== levels.length || said.costs.length !== costs.length) return false;
  if (!said.levels.every((level, i) => ways[level] !== undefined && ways[level] === ownWays[levels[i]!])) return false;
  if (!said.costs.every(cost => Number.isSafeInteger(cost) && cost >= 0)) return false;
  const some = costs.findIndex(cost => cost > 0);
  if (some < 0) return said.costs.every(cost => cost === 0);
  const [one, other] = [said.costs[some]!, costs[some]!];
  return one > 0 && said.costs.every((cost, i) => BigInt(cost) * BigInt(other) === BigInt(costs[i]!) * BigInt(one));
}

/** In the order of their ends. */
function orderLinks({ links }: PlacedProblem, { numberOfNode }: CertifiedOrder) {
  const sorted = Array.from(links.u, (u, e) => {
    const ends = [numberOfNode[u]!, numberOfNode[links.v[e]!]!].sort((a, b) => a - b);
    return { u: ends[0]!, v: ends[1]!, weight: links.weight[e]! };
  }).sort((a, b) => a.u - b.u || a.v - b.v);
  return {
    u: Int32Array.from(sorted, ({ u }) => u),
    v: Int32Array.from(sorted, ({ v }) => v),
    weight: Float64Array.from(sorted, ({ weight }) => weight),
  };
}

/** Those of one service to another one together, replica by replica. */
function orderNearest({ nearest }: PlacedProblem, { numberOfNode, serviceOf }: CertifiedOrder) {
  return nearest
    .map(({ node, among, weight }) => ({
      node: numberOfNode[node]!,
      among: Int32Array.from(among, other => numberOfNode[other]!).sort(),
      weight,
    }))
    .sort((a, b) => serviceOf[a.node]! - serviceOf[b.node]! || a.among[0]! - b.among[0]! || a.node - b.node);
}

function orderMoves({ moves }: PlacedProblem, { nodes, numberOfLabel }: CertifiedOrder): PlacedProblem['moves'] {
  const classes = [...moves.newcomers.keys()];
  return {
    ...moves,
    classOf: Int32Array.from(nodes, node => moves.classOf[node]!),
    homes: toTable(
      classes.map(its => Array.from(listedIn(moves.homes, its), home => numberOfLabel[home]!).sort((a, b) => a - b)),
    ),
    weight: Float64Array.from(nodes, node => moves.weight[node]!),
  };
}
