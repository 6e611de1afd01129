import type { DivisionProblem } from '../solve/division/division.ts';

/** What is wrong with a division, in sentences about numbers; empty when it is legal. Shares no code with the solvers. O(services · dimensions). */
export function verifyDivision(problem: DivisionProblem, assignment: readonly number[]): readonly string[] {
  const faults: string[] = [];
  if (assignment.length !== problem.needs.length)
    faults.push(`${assignment.length} services divided of ${problem.needs.length}`);
  const used = problem.capacities.map(capacity => capacity.map(() => 0n));
  assignment.forEach((target, service) => {
    if (!problem.candidates[service]?.includes(target))
      faults.push(`service ${service} may not go to target ${target}`);
    problem.needs[service]?.forEach((need, dimension) => {
      const row = used[target];
      if (row) row[dimension] = (row[dimension] ?? 0n) + need;
    });
  });
  used.forEach((row, target) => {
    row.forEach((amount, dimension) => {
      const capacity = problem.capacities[target]?.[dimension] ?? 0n;
      // A target without services may have less than nothing: nobody asked it for anything.
      if (amount > capacity && assignment.includes(target)) {
        faults.push(`target ${target} has ${capacity} of dimension ${dimension}, but ${amount} is needed`);
      }
    });
  });
  return faults;
}
