import type { PlaceInstance } from './place-instances.ts';

/** What a plan breaks, and what it comes to, worked out from what an instance says and nothing else. */
export interface CheckedPlan {
  readonly faults: readonly string[];
  readonly links: number;
  readonly targets: number;
  readonly moves: number;
}

/** Checks a plan (the target of each unit). Shares no code with the solver. */
export function checkPlacement(instance: PlaceInstance, plan: ArrayLike<number>): CheckedPlan {
  const { targets, units, links, levels } = instance;
  const targetOf = (unit: number): number => plan[unit] ?? -1;
  const zoneOf = (unit: number): number => targets[targetOf(unit)]?.zone ?? -1;
  const isHere = (unit: number, by: 'target' | 'zone'): number => (by === 'target' ? targetOf(unit) : zoneOf(unit));
  const faults = plan.length === units.length ? [] : ['the plan is not as long as the list of units'];
  units.forEach(({ cand }, unit) => {
    if (!cand.includes(targetOf(unit))) faults.push(`unit ${unit}: ${targetOf(unit)} is no candidate`);
  });
  targets.forEach(({ cap, max }, t) => {
    const here = units.filter((_, unit) => targetOf(unit) === t);
    cap.forEach((have, r) => {
      const used = here.reduce((sum, { need }) => sum + (need[r] ?? 0), 0);
      if (used > have) faults.push(`target ${t}: ${used} of ${have} of resource ${r}`);
    });
    if (max !== undefined && here.length > max) faults.push(`target ${t}: ${here.length} units of at most ${max}`);
  });
  for (const { units: group, by } of instance.apart) {
    if (new Set(group.map(unit => isHere(unit, by))).size < group.length) faults.push(`apart: ${group.join()}`);
  }
  for (const { units: group, by } of instance.together) {
    if (new Set(group.map(unit => isHere(unit, by))).size > 1) faults.push(`together: ${group.join()}`);
  }
  for (const { units: group, zones } of instance.spread) {
    if (new Set(group.map(zoneOf)).size < zones) faults.push(`spread: ${group.join()}`);
  }
  const costOf = (u: number, v: number): number =>
    targetOf(u) === targetOf(v) ? 0 : levels[zoneOf(u) === zoneOf(v) ? 0 : 1];
  return {
    faults,
    links: links.reduce((sum, [u, v, weight]) => sum + weight * costOf(u, v), 0),
    targets: new Set(Array.from(plan)).size,
    moves: units.reduce(
      (sum, { prev, move }, unit) => sum + (prev !== undefined && prev !== targetOf(unit) ? move : 0),
      0,
    ),
  };
}
