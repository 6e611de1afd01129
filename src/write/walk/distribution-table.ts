import { inReadingOrder, sortNaturallyBy } from '../../base/natural-order.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { Row, Table } from '../table.ts';

/** Where each service goes, with the container where the plan names one. */
export function distributionTable(caption: string, { mappings }: Distribution): Table {
  const rows = sortNaturallyBy(mappings, ([key]) => key).map(([key, places]): Row => {
    const targets = places.map(({ target, container }) =>
      container === undefined ? target : `${target} (${container})`,
    );
    return { names: [key, ...places.map(({ target }) => target)], cells: [key, inReadingOrder(targets).join(', ')] };
  });
  return { caption, columns: ['Service', 'Target'], rows };
}
