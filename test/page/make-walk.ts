import { Findings } from '../../src/base/findings.ts';
import { type Chapters, makeChapters } from '../../src/page/chapters.ts';
import { planGraphCol } from '../../src/plan/graphcol.ts';
import { planMultiwayCut } from '../../src/plan/multiwaycut.ts';
import type { Narrowing } from '../../src/plan/narrowing.ts';
import type { Request } from '../../src/plan/planner.ts';
import { prepareRequest } from '../../src/plan/prepare-request.ts';
import { traceColouring } from '../../src/plan/trace-colouring.ts';
import { traceExpansion } from '../../src/plan/trace-expansion.ts';
import { traceIsolation } from '../../src/plan/trace-isolation.ts';
import { pageMachine } from '../../src/ports/page-machine.ts';
import type { PlacementProgress } from '../../src/solve/placement/solve-placement.ts';
import { describeFragilePlan } from '../../src/write/walk/walk-fragile.ts';
import { describeModels } from '../../src/write/walk/walk-models.ts';
import { describeReliablePlan } from '../../src/write/walk/walk-reliable.ts';
import { describeSolving } from '../../src/write/walk/walk-solving.ts';

/** The chapters of the walk for models that have a plan; at most `colouringSeconds` go into the fragile plan. */
export function makeWalk(request: Request, colouringSeconds: number, narrowing?: Narrowing): Chapters {
  const findings = new Findings();
  const models = prepareRequest(request, findings);
  const progress: PlacementProgress[] = [];
  const onProgress = (one: PlacementProgress) => progress.push(one);
  const plan = planMultiwayCut(models, { algorithm: 'auto', timeLimit: 10, onProgress }, findings);
  if (plan.kind !== 'planned') throw new Error('no plan');
  const colouring = planGraphCol(models, { algorithm: 'auto', timeLimit: colouringSeconds }, findings);
  const plans = {
    reliable: plan,
    isolation: traceIsolation(plan.problem),
    expansion: traceExpansion(plan.problem, { timeLimit: 10 }),
    progress,
    byClock: new Set<never>(),
  };
  const sections = [
    ...describeModels(models, narrowing),
    describeSolving(plans, models.infrastructure),
    describeReliablePlan(models, plans),
    describeFragilePlan(colouring, traceColouring(colouring.problem), false),
  ];
  return makeChapters(sections, pageMachine.renderer);
}
