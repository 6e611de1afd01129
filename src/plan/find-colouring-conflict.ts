import type { Distribution } from '../model/distribution.ts';
import { type ConflictAnswer, type Feasibility, findConflict } from './find-conflict.ts';
import { findSelfDependencies, type GraphColInput, planGraphCol } from './graphcol.ts';

/** Why `graphcol` has no plan: services that depend on each other and have too few targets, or one that depends on itself. */
export function findColouringConflict(
  input: GraphColInput & { readonly candidates: Distribution },
  secondsLeft: () => number,
): ConflictAnswer {
  const { services, candidates } = input;
  const loops = findSelfDependencies(services).filter(name => candidates.mappings.has(name));
  if (loops.length > 0) {
    return { kind: 'impossible', conflicts: loops.map(name => ({ services: [name], targets: [] })), minimal: true };
  }
  const plan = (part: Distribution) =>
    planGraphCol({ ...input, candidates: part }, { algorithm: 'exact', timeLimit: secondsLeft() });
  const decide = (part: Distribution): Feasibility => {
    const { status } = plan(part).solution;
    return status === 'coloured' ? 'possible' : status;
  };
  const isHomeless = [...candidates.mappings.values()].some(list => list.length === 0);
  const conflict = isHomeless ? [] : plan(candidates).conflict;
  if (conflict.length === 0) return findConflict(candidates, decide);
  // The solver has left out most of the services already.
  const part = new Map(conflict.map(name => [name, candidates.mappings.get(name) ?? []]));
  return findConflict({ mappings: part }, decide);
}
