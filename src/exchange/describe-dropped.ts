import { nameSome } from '../base/name-some.ts';
import { compareNames } from '../base/order.ts';
import type { Remedy } from '../base/remedy.ts';
import type { Position } from '../base/source.ts';
import type { Dropped } from './import-log.ts';

/** What was dropped for one reason, of one owner or of many. */
export interface DroppedGroup {
  /** A sentence without a full stop: `image (service db, service web)`. */
  readonly text: string;
  /** Where the first of them stands. */
  readonly position: Position | undefined;
  /** What can be done about it. */
  readonly remedy: Remedy | undefined;
}

/**
 * What an import dropped, the same things of several owners together: first what has a reason of its own, then the keys
 * that have nothing to do with placement, each in the order of the files. O(n log n).
 */
export function describeDropped(dropped: readonly Dropped[]): readonly DroppedGroup[] {
  const groups = new Map<string, Dropped[]>();
  for (const one of dropped) {
    const key = `${one.what}\0${one.why ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const all = [...groups.values()];
  const withReason = all.filter(([first]) => first?.why !== undefined);
  const others = all.filter(([first]) => first?.why === undefined);
  others.sort(([a], [b]) => compareNames(a?.what ?? '', b?.what ?? ''));
  return [...withReason, ...others].map(group => ({
    text: describe(group),
    position: group[0]?.position,
    remedy: group[0]?.remedy,
  }));
}

function describe(group: readonly Dropped[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const owners = [...new Set(group.map(({ owner }) => owner))].filter(owner => owner !== '');
  const whose = owners.length === 0 ? '' : ` (${nameSome(owners, 4)})`;
  // A line end in a name would make a line of its own.
  return `${first.what}${whose}${first.why === undefined ? '' : `: ${first.why}`}`.replace(/[\n\t]/g, ' ');
}
