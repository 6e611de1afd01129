import { Findings } from '../base/findings.ts';
import type { Budget, IntegerProgramSolver } from '../solve/index.ts';
import { isCertifiedReason } from './certified.ts';
import { type ConflictAnswer, type Feasibility, findConflict } from './find-conflict.ts';
import { planGraphCol } from './graphcol.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { servicesOf } from './reason.ts';

/**
 * Why `graphcol` has no plan: services that depend on each other and have too few targets, or one that depends on
 * itself.
 */
export function findColouringConflict(
  request: PreparedRequest,
  budget: Budget,
  programs?: IntegerProgramSolver,
): ConflictAnswer {
  const { candidates } = request;
  const plan = (names: readonly string[]) => {
    const search = { timeLimit: budget.secondsLeft(), programs, ...budget.timing };
    const outcome = planGraphCol(request.restrictTo(names), { algorithm: 'exact', ...search }, new Findings());
    // The clock says for how long: with more time there may be an answer.
    if (outcome.kind === 'unknown') budget.noteClock();
    return outcome;
  };
  const whole = plan([...candidates.mappings.keys()]);
  if (whole.kind === 'planned') return { kind: 'possible' };
  if (whole.kind === 'unknown') return { kind: 'unknown' };
  const services = servicesOf(whole.reason);
  if (whole.reason.kind === 'self-dependency') {
    const conflicts = services.map(name => ({ services: [name], targets: [] }));
    return { kind: 'impossible', conflicts, minimal: true, certified: true };
  }
  const decide = (names: readonly string[]): Feasibility => {
    const outcome = plan(names);
    if (outcome.kind !== 'impossible') return { kind: outcome.kind === 'planned' ? 'possible' : 'unknown' };
    return { kind: 'impossible', certified: isCertifiedReason(outcome.reason) };
  };
  // The solver has left out most of the services already.
  return findConflict(request.restrictTo(services).candidates, ({ mappings }) => decide([...mappings.keys()]));
}
