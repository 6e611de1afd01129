import { type MeasureName, measureNames } from '../../../model/policy.ts';
import { measurePlaced } from '../../../verify/measure-placed.ts';
import type { PosedPlace } from '../../pose-place.ts';
import { showUnits } from '../whole-numbers.ts';
import { countLinks } from './count-links.ts';
import { listLoads } from './list-loads.ts';
import { listMoves } from './list-moves.ts';
import { listWishes } from './list-wishes.ts';
import type { MeasuredPlan, UsedTarget } from './measured-plan.ts';

/**
 * What an assignment of targets to replicas comes to, whether or not it keeps everything, counted from the definitions.
 * O(replicas · capacities + links + sizes of rules), and sorting.
 */
export function measurePlan(posed: PosedPlace, label: Int32Array): MeasuredPlan {
  const { labels: targets, ...others } = measurePlaced(posed.problem, label);
  const counts: Readonly<Record<MeasureName, number>> = { ...others, targets };
  const measures = Object.fromEntries(
    measureNames.map(name => [name, showUnits(BigInt(counts[name]), posed.scales[name].unit)]),
  ) as Record<MeasureName, string>;
  return {
    measures,
    links: countLinks(posed, label),
    loads: listLoads(posed, label),
    targets: listUsedTargets(posed, label),
    moves: listMoves(posed, label),
    wishes: listWishes(posed, label),
    hasPrevious: posed.prepared.previous !== undefined,
  };
}

function listUsedTargets({ labels, cost }: PosedPlace, label: Int32Array): readonly UsedTarget[] {
  const replicas = new Int32Array(labels.length);
  for (const one of label) replicas[one] = (replicas[one] ?? 0) + 1;
  return labels.flatMap(({ name }, i): UsedTarget[] => {
    const count = replicas[i] ?? 0;
    const price = cost === undefined ? undefined : showUnits(cost.costs.get(name) ?? 0n, cost.unit);
    return count === 0 ? [] : [{ target: name, replicas: count, cost: price }];
  });
}
