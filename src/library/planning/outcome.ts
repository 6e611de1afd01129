import { fromBytes } from '../../base/bytes.ts';
import { Findings } from '../../base/findings.ts';
import { isCertifiedReason, isEndedByClock, type Outcome, servicesOf } from '../../plan/index.ts';
import type { IntegerProgramSolver } from '../../solve/index.ts';
import { describeNoPlan } from '../../write/reasons/no-plan.ts';
import { describeReason } from '../../write/reasons/reason.ts';
import { openMachine } from '../open-machine.ts';
import { toFinding, translateErrors } from '../translate-errors.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import type { NoPlan } from './no-plan.ts';
import { toTexts } from './plain.ts';

/**
 * Who solves integer programs: whom the planner was opened with, HiGHS in Node, and nobody elsewhere: then plans are
 * found and proved without.
 */
export async function openPrograms(models: Models): Promise<IntegerProgramSolver | undefined> {
  const { programs } = contentsOf(models);
  return programs === 'nobody' ? undefined : (programs ?? (await openMachine())?.runHighs);
}

/** Runs a planner, and hands out what it came to. */
export function report<Plan extends { readonly problem: unknown }, Result>(
  models: Models,
  plan: (findings: Findings) => Outcome<Plan>,
  describe: (plan: Plan) => Result,
): ({ readonly kind: 'planned' } & Pick<NoPlan, 'endedByClock' | 'warnings'> & Result) | NoPlan {
  return translateErrors(() => {
    const findings = new Findings();
    const outcome = plan(findings);
    findings.throwIfErrors();
    const warnings = findings.all.map(toFinding);
    const endedByClock = isEndedByClock(findings.all);
    if (outcome.kind === 'planned') return { kind: 'planned', ...describe(outcome), endedByClock, warnings };
    const { kind, reason } = outcome;
    const message = describeReason(reason).map(fromBytes).join('; ');
    const { services, infrastructure, distribution: candidates } = contentsOf(models);
    const why = describeNoPlan(reason, { services, infrastructure, candidates }).map(toFinding);
    return {
      kind,
      reason: reason.kind,
      certified: kind === 'impossible' && isCertifiedReason(reason),
      services: toTexts(servicesOf(reason)),
      message,
      findings: why,
      endedByClock,
      warnings,
    };
  });
}
