import type { PosedPlace } from '../../pose-place.ts';
import type { CountedCapacity } from '../read-capacities.ts';
import { countUnits, type Fraction, showUnits } from '../whole-numbers.ts';
import type { CapacityLoads, TargetLoad } from './measured-plan.ts';

/** What is used of each capacity on each target. O(replicas · capacities + targets · capacities). */
export function listLoads(posed: PosedPlace, label: Int32Array): readonly CapacityLoads[] {
  return posed.capacities.map((counted, r): CapacityLoads => {
    const used = new Array<bigint>(posed.labels.length).fill(0n);
    posed.nodes.forEach(({ needs }, node) => {
      const target = label[node] ?? 0;
      used[target] = (used[target] ?? 0n) + (needs?.[r] ?? 0n);
    });
    const leaving = posed.problem.resources[r]?.transient === true ? listLeaving(posed, label, r) : [];
    const targets = posed.labels.map(({ name }, i) => describeLoad(counted, name, used[i] ?? 0n, leaving[i] ?? 0n));
    return { capacity: counted.capacity.name, targets };
  });
}

function describeLoad(
  { unit, handedOut, comfortable }: CountedCapacity,
  target: string,
  used: bigint,
  leaving: bigint,
): TargetLoad {
  const have = handedOut.get(target) ?? { over: 0n, under: 1n };
  const easy = comfortable?.get(target);
  const most = countUnits(have, unit);
  return {
    target,
    used: showUnits(used, unit),
    have: showUnits(1n, have),
    comfortable: easy === undefined ? undefined : showUnits(easy, unit),
    whileMoving: leaving === 0n ? undefined : showUnits(used + leaving, unit),
    share: used === 0n ? 0 : toNumber(used, unit) / toNumber(1n, have),
    isComfortable: easy === undefined || used <= easy,
    isOverloaded: used + leaving > most,
  };
}

/** Target → what replicas need there that move away from it: a home of a class on which none of the class is left. */
function listLeaving({ problem, labels, nodes }: PosedPlace, label: Int32Array, r: number): readonly bigint[] {
  const { classOf, homes } = problem.moves;
  const leaving = new Array<bigint>(labels.length).fill(0n);
  const stands = new Set(Array.from(label, (target, node) => (classOf[node] ?? 0) * labels.length + target));
  const seen = new Set<number>();
  for (const [node, its] of classOf.entries()) {
    if (seen.has(its)) continue;
    seen.add(its);
    for (const home of homes.items.subarray(homes.start[its], homes.start[its + 1])) {
      if (!stands.has(its * labels.length + home))
        leaving[home] = (leaving[home] ?? 0n) + (nodes[node]?.needs?.[r] ?? 0n);
    }
  }
  return leaving;
}

function toNumber(count: bigint, { over, under }: Fraction): number {
  return (Number(count) * Number(over)) / Number(under);
}
