import { sortNaturally } from '../../base/natural-order.ts';
import type { IdPlan, Outcome } from '../../plan/index.ts';
import { describeReason } from '../reasons/reason.ts';
import type { Section } from '../section.ts';

/** The numbers that the services got, or why they got none. */
export function describeIds(plan: Outcome<IdPlan>): Section {
  const purpose = 'Each service gets an id of each pool that it asks for.';
  const section = { id: 'ids', title: 'Numbers', pictures: [], tables: [] };
  if (plan.kind !== 'planned') return { ...section, paragraphs: [purpose, ...describeReason(plan.reason)] };
  const { ids } = plan.assignments;
  const pools = sortNaturally(ids.keys());
  const services = sortNaturally(new Set([...ids.values()].flatMap(pool => [...pool.keys()])));
  const rows = services.map(key => ({
    names: [key],
    cells: [key, ...pools.map(pool => String(ids.get(pool)?.get(key) ?? ''))],
  }));
  const table = { caption: 'Assigned ids', columns: ['Service', ...pools], rows };
  return { ...section, paragraphs: [purpose], tables: [table] };
}
