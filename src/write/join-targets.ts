import { nameSome } from '../base/name-some.ts';
import { sortNaturally } from '../base/natural-order.ts';

/** Of more targets than this that have the same said of them some are named. */
const [mostApart, mostNames] = [3, 6];

/** What is said of a target, before and behind its name; `ofMany` instead of `behind` where it is said of several. */
export interface AboutTarget {
  readonly target: string;
  readonly before: string;
  readonly behind: string;
  readonly ofMany?: string;
}

/**
 * Lines about targets: where the same is said of many, in one line, at the place of the first of them; with `isWhole`
 * each has its own. O(lines).
 */
export function joinTargets(lines: readonly AboutTarget[], isWhole: boolean): readonly string[] {
  const groups = new Map<string, AboutTarget[]>();
  for (const line of lines) {
    const key = isWhole ? String(groups.size) : `${line.before}\0${line.behind}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length <= mostApart) return group.map(({ target, before, behind }) => before + target + behind);
    const names = sortNaturally(group.map(({ target }) => target));
    return [first.before + nameSome(names, mostNames) + (first.ofMany ?? first.behind)];
  });
}
