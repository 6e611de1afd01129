import type { AnyPlacePlan, PolicyWalk } from '../../plan/index.ts';
import type { NoPlanContext } from '../reasons/no-plan.ts';
import { describeNoPlan } from '../reasons/no-plan.ts';
import type { Section } from '../section.ts';
import { describeIds } from './walk-ids.ts';
import { describeModels } from './walk-models.ts';
import { describePlacedPlan, describePlacing } from './walk-place.ts';
import { describePolicy } from './walk-policy.ts';
import { describeReliablePlan } from './walk-reliable.ts';
import { describeSolving } from './walk-solving.ts';

/** The sections of a walk under a policy, their titles numbered. Drawings are not drawn yet. */
export function describePolicyWalk(walk: PolicyWalk): readonly Section[] {
  const sections = [
    ...describeModels(walk.request, walk.narrowing),
    describePolicy(walk),
    ...(walk.outcome.kind === 'planned'
      ? describeSolved(walk, walk.outcome)
      : [describePlacing(walk), describeNone(walk)]),
    ...(walk.ids === undefined ? [] : [describeIds(walk.ids)]),
  ];
  return sections.map((section, i) => ({ ...section, title: `${i + 1}. ${section.title}` }));
}

/** Where links alone count the plan is the lightest cut, and its steps are told; else it is what the search found. */
function describeSolved(walk: PolicyWalk, plan: AnyPlacePlan): readonly Section[] {
  const { request, report, cut, progress, isByClock } = walk;
  if (report !== undefined) return [describePlacing(walk), describePlacedPlan({ request, report }, plan)];
  if (cut === undefined) return [describePlacing(walk)];
  const byClock = new Set(isByClock ? (['reliable', 'traces'] as const) : []);
  return [
    describeSolving({ reliable: plan, ...cut, byClock }, request.infrastructure),
    describeReliablePlan(request, { reliable: plan, progress, byClock }),
  ];
}

/** Why there is none, as on stderr. */
function describeNone({ request, outcome }: PolicyWalk): Section {
  const { services, infrastructure, listed: candidates } = request;
  const context: NoPlanContext = { services, infrastructure, candidates };
  const reasons = outcome.kind === 'planned' ? [] : describeNoPlan(outcome.reason, context);
  return {
    id: 'no-plan',
    title: outcome.kind === 'unknown' ? 'No plan was found' : 'There is no plan',
    paragraphs: reasons.flatMap(({ message, notes = [] }) => [message, ...notes]),
    pictures: [],
    tables: [],
  };
}
