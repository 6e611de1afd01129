import type { OpenedPlan } from '../opened-plan.ts';

/** A service, a machine or a group, by number. */
export interface NamedThing {
  readonly kind: 'service' | 'machine' | 'group';
  readonly number: number;
}

/** A name in small letters, and what has it. */
type SmallName = readonly [name: string, thing: NamedThing];

const known = new WeakMap<OpenedPlan, readonly SmallName[]>();

/**
 * What has a text in its name: those that begin with it first, and letters count as small; undefined where there is no
 * text. O(names), for each letter that is typed.
 */
export function findNames(plan: OpenedPlan, query: string): readonly NamedThing[] | undefined {
  const text = query.trim().toLowerCase();
  if (text === '') return undefined;
  const names = known.get(plan) ?? listNames(plan);
  known.set(plan, names);
  const first: NamedThing[] = [];
  const inside: NamedThing[] = [];
  for (const [name, thing] of names) {
    const at = name.indexOf(text);
    if (at >= 0) (at === 0 ? first : inside).push(thing);
  }
  return [...first, ...inside];
}

function listNames({ names, document }: OpenedPlan): readonly SmallName[] {
  const list = (kind: NamedThing['kind'], own: readonly string[]): readonly SmallName[] =>
    own.map((name, number) => [name.toLowerCase(), { kind, number }]);
  return [
    ...list('machine', names.machines),
    ...list('service', names.services),
    ...list('group', names.groups.slice(0, document.groups.length)),
  ];
}
