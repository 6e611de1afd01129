// `!` in this file only marks reads of arrays inside their bounds.
import type { CertifiedProblem } from '../place-certificate.ts';
import { listedIn, type PlacedProblem } from '../placed-problem.ts';
import type { AskedSystem } from './asked-system.ts';
import type { NumberedSystem } from './number-system.ts';

/** How a certificate numbers what the models ask. */
export interface CertifiedOrder {
  /** Number of a node → the node; node → its number. */
  readonly nodes: readonly number[];
  readonly numberOfNode: Int32Array;
  /** Number of a node → its service. */
  readonly serviceOf: readonly number[];
  /** Number of a label → the label; label → its number, or -1. */
  readonly labels: readonly number[];
  readonly numberOfLabel: Int32Array;
  /** Number of a node → numbers of its labels, ascending. */
  readonly lists: readonly (readonly number[])[];
  readonly partitions: PlacedProblem['partitions'];
  /** Ways to group the labels, the certificate's and those of the models, each as one text. */
  readonly ways: readonly string[];
  readonly ownWays: readonly string[];
}

/** The order of a certificate; a sentence where it is about other services, targets or zones. */
export function orderCertified(
  system: AskedSystem,
  { problem: own, nodesOf }: NumberedSystem,
  said: CertifiedProblem,
): CertifiedOrder | string {
  const targets = new Map(system.targets.map(({ name }, label) => [name, label]));
  const labels = said.targets.map(name => targets.get(name) ?? -1);
  if (labels.includes(-1) || new Set(labels).size < labels.length) return 'the certificate is about other targets';
  const numberOfLabel = new Int32Array(own.labelCount).fill(-1);
  labels.forEach((label, number) => {
    numberOfLabel[label] = number;
  });
  const { nodes, serviceOf } = orderNodes(system, nodesOf, said.services);
  if (nodes.length !== own.nodeCount || nodes.includes(-1)) return 'the certificate is about other services';
  const numberOfNode = new Int32Array(own.nodeCount);
  nodes.forEach((node, number) => {
    numberOfNode[node] = number;
  });
  const inOrder = (list: Int32Array): readonly number[] =>
    Array.from(list, label => numberOfLabel[label]!).sort((a, b) => a - b);
  const lists = nodes.map(node => inOrder(listedIn(own.lists, own.listOf[node]!)));
  const isKnown =
    lists.every(list => list[0] !== -1) && own.moves.homes.items.every(home => numberOfLabel[home] !== -1);
  if (!isKnown) return 'the certificate is about other candidates';
  const zones = [labels.map((_, number) => number), ...said.zones];
  const ways = zones.map(nameWay);
  const ownWays = own.partitions.map(({ zoneOf }) => nameWay(labels.map(label => zoneOf[label]!)));
  const isAsked = zones.every((zoneOf, i) => {
    return zoneOf.length === labels.length && isCounted(zoneOf) && ownWays.includes(ways[i]!);
  });
  if (!isAsked) return 'the certificate groups targets otherwise';
  const partitions = zones.map(zoneOf => ({ zoneOf: Int32Array.from(zoneOf), zoneCount: new Set(zoneOf).size }));
  return { nodes, numberOfNode, serviceOf, labels, numberOfLabel, lists, partitions, ways, ownWays };
}

/** Replicas of a service in the order in which they are; -1 for one more than there are. */
function orderNodes(
  { services }: AskedSystem,
  nodesOf: NumberedSystem['nodesOf'],
  names: readonly string[],
): { readonly nodes: readonly number[]; readonly serviceOf: readonly number[] } {
  const numbers = new Map(services.map(({ name }, service) => [name, service]));
  const used = new Int32Array(services.length);
  const serviceOf = names.map(name => numbers.get(name) ?? -1);
  const nodes = serviceOf.map(service => (service < 0 ? -1 : (nodesOf[service]?.[used[service]!++] ?? -1)));
  return { nodes, serviceOf };
}

/** Whether zones are numbered from 0 on, without gaps. */
function isCounted(zones: readonly number[]): boolean {
  const count = new Set(zones).size;
  return zones.every(zone => Number.isInteger(zone) && zone >= 0 && zone < count);
}

/** The same text for the same grouping, however its zones are numbered. */
function nameWay(zones: readonly number[]): string {
  const numbers = new Map<number, number>();
  return zones
    .map(zone => {
      const number = numbers.get(zone) ?? numbers.size;
      numbers.set(zone, number);
      return number;
    })
    .join();
}
