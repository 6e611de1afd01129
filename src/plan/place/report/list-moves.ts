import { compareNames } from '../../../base/order.ts';
import type { PosedPlace } from '../../pose-place.ts';
import { showUnits } from '../whole-numbers.ts';
import type { Move } from './measured-plan.ts';

/**
 * Who leaves a place of the previous plan, and where to. Replicas that are alike have their places together: those that
 * are free now are paired, in order, with those that are new; what is more than there were moves from nowhere and is no
 * move. O(replicas), and sorting.
 */
export function listMoves(posed: PosedPlace, label: Int32Array): readonly Move[] {
  const { problem, nodes, labels, prepared, scales } = posed;
  const { classOf, homes, newcomers, weight } = problem.moves;
  const members = new Map<number, number[]>();
  for (const [node, its] of classOf.entries()) members.set(its, [...(members.get(its) ?? []), node]);
  const moves: Move[] = [];
  for (const [its, alike] of members) {
    const homesOf = Array.from(homes.items.subarray(homes.start[its], homes.start[its + 1]));
    if (homesOf.length === 0) continue;
    const places = alike.map(node => label[node] ?? 0);
    const free = homesOf.filter(home => !places.includes(home));
    const away = places.filter(place => !homesOf.includes(place)).sort((a, b) => a - b);
    const [first = 0] = alike;
    const service = nodes[first]?.name ?? '';
    const count = Math.max(0, away.length - (newcomers[its] ?? 0));
    for (let i = 0; i < count; i++) {
      moves.push({
        service,
        from: labels[free[i] ?? homesOf[0] ?? 0]?.name ?? '',
        to: labels[away[i] ?? 0]?.name ?? '',
        stateful: prepared.services.services.get(service)?.stateful === true,
        weight: showUnits(BigInt(weight[first] ?? 0), scales.moves.unit),
      });
    }
  }
  return moves.sort((a, b) => Number(b.stateful) - Number(a.stateful) || compareNames(a.service, b.service));
}
