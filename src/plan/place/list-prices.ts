import type { PlaceCertificate } from '../../verify/place-certificate.ts';
import type { PlacePlan } from './place-plan.ts';

/**
 * What proves the bound of a plan on its links, with the names behind its numbers: so it can be read without the
 * problem that it was computed on. Undefined where nothing but a search, or counting, stands for the bound. O(size of
 * shares, prices and rules).
 */
export function listPrices({
  proof: { bound },
  posed,
}: {
  readonly proof: Pick<PlacePlan['proof'], 'bound'>;
  readonly posed: PlacePlan['posed'];
}): PlaceCertificate | undefined {
  if (bound === undefined) return undefined;
  const { problem, nodes, labels, capacities } = posed;
  const { shares, ...others } = bound.certificate;
  const hard = problem.rules.filter(({ weight }) => weight === undefined);
  return {
    problem: {
      targets: labels.map(({ name }) => name),
      services: nodes.map(({ name }) => name),
      resources: capacities.map(({ capacity, unit }) => ({ name: capacity.name, ...unit })),
      zones: problem.partitions.slice(1).map(({ zoneOf }) => Array.from(zoneOf)),
      levels: problem.links.levels,
      costs: problem.links.costs,
      rules: hard.map(rule => ({
        kind: rule.kind,
        nodes: Array.from(rule.nodes),
        way: rule.partition,
        ...(rule.kind === 'near' ? { to: Array.from(rule.to), free: rule.free && Array.from(rule.free) } : {}),
        ...(rule.kind === 'spread' ? { least: rule.least } : {}),
        ...(rule.kind === 'skew' ? { most: rule.most } : {}),
      })),
    },
    shares: { ...others, lower: shares.filter((_, i) => i % 2 === 0) },
    fillings: bound.fillings,
  };
}
