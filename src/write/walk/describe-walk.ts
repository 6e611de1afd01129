import type { Walk, WalkStage } from '../../plan/index.ts';
import type { Section } from '../section.ts';
import { describeFragilePlan } from './walk-fragile.ts';
import { describeIds } from './walk-ids.ts';
import { describeModels } from './walk-models.ts';
import { describeNoPlan } from './walk-no-plan.ts';
import { describeReliablePlan } from './walk-reliable.ts';
import { describeSolving } from './walk-solving.ts';

/** What is being done, for those who wait. */
export const walkStages: Readonly<Record<WalkStage, string>> = {
  reliable: 'looking for the reliable plan',
  fragile: 'looking for the fragile plan',
  traces: 'drawing',
};

/**
 * The sections of a walk, for `walk` to write as a page and for `tour` as text, their titles numbered. Drawings are not
 * drawn yet.
 */
export function describeWalk(walk: Walk): readonly Section[] {
  const sections = [...describeModels(walk.request, walk.narrowing), ...describePlans(walk)];
  return sections.map((section, i) => ({ ...section, title: `${i + 1}. ${section.title}` }));
}

function describePlans({ request, plans }: Walk): readonly Section[] {
  if (plans.kind === 'impossible') return [describeNoPlan(plans.reason)];
  return [
    describeSolving(plans, request.infrastructure),
    describeReliablePlan(request, plans),
    describeFragilePlan(plans.fragile, plans.colouring, plans.byClock.has('fragile')),
    ...(plans.ids === undefined ? [] : [describeIds(plans.ids)]),
  ];
}
