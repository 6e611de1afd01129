import { nameCircle } from '../../base/name-circle.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import type { CandidateRemoval } from '../../plan/index.ts';

/** So many removals are told in a message. */
const most = 12;

/** What left services no candidates, a sentence for each. */
export function describeRemovals(removals: readonly CandidateRemoval[]): readonly string[] {
  const shown = removals.slice(0, most).map(describe);
  const more = removals.length - shown.length;
  return more > 0 ? [...shown, `${more} more limits like these`] : shown;
}

function describe({ service, because, names, targets }: CandidateRemoval): string {
  const quoted = names.map(name => `"${name}"`).join(' or ');
  switch (because) {
    case 'pin':
      return `service "${service}" is pinned to ${quoted}`;
    case 'container':
      return `service "${service}" goes into the container ${quoted}, which is not on ${nameSomeSorted(
        targets.map(name => `"${name}"`),
        5,
      )} and cannot come there`;
    case 'order':
      return `service "${service}" on ${nameSomeSorted(
        targets.map(name => `"${name}"`),
        5,
      )} would wait for itself: ${nameCircle(names)}`;
    case 'stateful':
      return `service "${service}" has data on ${quoted} and stays there`;
  }
}
