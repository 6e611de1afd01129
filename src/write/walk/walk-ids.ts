import { sortNames } from '../../base/order.ts';
import type { IdPlan } from '../../plan/assign-ids.ts';
import type { Section } from '../section.ts';

/** The numbers that the services got, and who got none. */
export function describeIds({ assignments: { ids }, dry }: IdPlan): Section {
  const pools = [...ids.keys()];
  const services = sortNames(new Set([...ids.values()].flatMap(pool => [...pool.keys()])));
  const rows = services.map(key => ({
    names: [key],
    cells: [key, ...pools.map(pool => String(ids.get(pool)?.get(key) ?? ''))],
  }));
  return {
    id: 'ids',
    title: 'Numbers',
    paragraphs: [
      'Each service gets an id of each pool that it asks for.',
      ...dry.map(({ pool, services: unserved }) => `Pool ${pool.name} ran dry: ${unserved.join(', ')} got nothing.`),
    ],
    pictures: [],
    tables: [{ caption: 'Assigned ids', columns: ['Service', ...pools], rows }],
  };
}
