import { sortNaturally } from '../../base/natural-order.ts';
import { type Reason, servicesOf } from '../../plan/index.ts';
import type { Section } from '../section.ts';

/** There is no plan at all: services that may go nowhere. */
export function describeNoPlan(reason: Reason): Section {
  return {
    id: 'no-plan',
    title: 'There is no plan',
    paragraphs: ['These services have no candidate targets, and so there is no plan for the system.'],
    pictures: [],
    tables: [
      {
        caption: 'Services without candidates',
        columns: ['Service'],
        rows: sortNaturally(servicesOf(reason)).map(key => ({ names: [key], cells: [key] })),
      },
    ],
  };
}
