// `!` in this file only marks reads of arrays inside their bounds.
import type { CertifiedRule } from '../place-certificate.ts';
import type { PlacedProblem, PlacedRule } from '../placed-problem.ts';
import type { CertifiedOrder } from './certified-order.ts';

/** The rules of a certificate, each of which the models must ask; undefined where one is not. O(nodes of all rules). */
export function findCertifiedRules(
  { rules: own }: PlacedProblem,
  { numberOfNode, numberOfLabel, ways, ownWays }: CertifiedOrder,
  said: readonly CertifiedRule[],
): readonly PlacedRule[] | undefined {
  const asked = new Set<string>();
  for (const { partition, weight, nodes, to, free, ...rule } of own) {
    if (weight !== undefined) continue;
    const numbers = (list: Int32Array): number[] => Array.from(list, node => numberOfNode[node]!);
    const labels = Array.from(free ?? [], label => numberOfLabel[label]!).filter(label => label >= 0);
    asked.add(nameRule({ ...rule, nodes: numbers(nodes), to: to && numbers(to), free: labels }, ownWays[partition]!));
  }
  const found = said.map((rule): PlacedRule | undefined => {
    const { kind, way, nodes, to, free, least, most } = rule;
    if (ways[way] === undefined || !asked.has(nameRule(rule, ways[way]))) return undefined;
    return {
      ...{ kind, partition: way, nodes: Int32Array.from(nodes) },
      ...(to === undefined ? {} : { to: Int32Array.from(to) }),
      ...(free === undefined ? {} : { free: Int32Array.from(free) }),
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
    };
  });
  return found.some(rule => rule === undefined) ? undefined : found.filter(rule => rule !== undefined);
}

/** The same text for the same demand, in whatever order it names nodes. */
function nameRule({ kind, nodes, to, free, least, most }: Omit<CertifiedRule, 'way'>, way: string): string {
  const sorted = (list: readonly number[] = []): string => [...list].sort((a, b) => a - b).join();
  return [kind, way, sorted(nodes), sorted(to), sorted(free), least ?? '', most ?? ''].join(';');
}
