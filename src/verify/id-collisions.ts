import { type Holdings, none } from './id-holdings.ts';

/** How far numbers are taken in some place, and by whom. */
interface Reach {
  readonly end: number;
  readonly holder: string;
}

/**
 * The holdings of one space that share a number where they may not, as sentences. One sweep by id: a pool of global
 * scope meets everybody, one of machine scope those on the same targets and all of global scope.
 */
export function findCollisions(space: readonly Holdings[]): readonly string[] {
  const [alone, ...others] = space;
  if (alone !== undefined && others.length === 0 && alone.pool.scope === 'global') return findDoubles(alone);
  const faults: string[] = [];
  let anywhere: Reach | undefined;
  let everywhere: Reach | undefined;
  const onTarget = new Map<string, Reach>();
  for (const { holdings, place } of sweep(space)) {
    const { pool, ids, wishes } = holdings;
    const wish = wishes[place];
    const id = ids[place] ?? none;
    if (wish === undefined) continue;
    const end = id + pool.block - 1;
    const isGlobal = pool.scope === 'global';
    const ahead = isGlobal ? [anywhere] : [everywhere, ...wish.targets.map(target => onTarget.get(target))];
    for (const other of ahead) {
      if (other === undefined || other.end < id) continue;
      faults.push(`${wish.service} has ${id} of ${pool.name}, whose numbers ${other.holder} has as well`);
    }
    const reach: Reach = { end, holder: wish.service };
    if (anywhere === undefined || end > anywhere.end) anywhere = reach;
    if (isGlobal && (everywhere === undefined || end > everywhere.end)) everywhere = reach;
    if (!isGlobal) for (const target of wish.targets) extend(onTarget, target, reach);
  }
  return faults;
}

/** The same for one pool of global scope: only neighbours can collide. */
function findDoubles(holdings: Holdings): readonly string[] {
  const { pool, ids, wishes } = holdings;
  if (areApart(ids, pool.block)) return [];
  const faults: string[] = [];
  const { byId } = holdings;
  for (let i = 1; i < byId.length; i++) {
    const [before = -1, place = -1] = [byId[i - 1], byId[i]];
    const id = ids[place] ?? none;
    if ((ids[before] ?? none) + pool.block <= id) continue;
    faults.push(
      `${wishes[place]?.service} has ${id} of ${pool.name}, whose numbers ${wishes[before]?.service} has as well`,
    );
  }
  return faults;
}

/** Whether ids ascend with the names, each beyond the block of the one before: mostly so, and then nobody sorts. */
function areApart(ids: readonly number[], block: number): boolean {
  let free = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? none;
    if (id === none) continue;
    if (id < free) return false;
    free = id + block;
  }
  return true;
}

function extend(onTarget: Map<string, Reach>, target: string, reach: Reach): void {
  const known = onTarget.get(target);
  if (known === undefined || reach.end > known.end) onTarget.set(target, reach);
}

/** All holdings of a space, ascending by id: those of one pool are sorted already. */
function* sweep(space: readonly Holdings[]): Generator<{ readonly holdings: Holdings; readonly place: number }> {
  const next = space.map(() => 0);
  for (;;) {
    let least = -1;
    let leastId = Number.POSITIVE_INFINITY;
    for (const [s, { byId: places, ids }] of space.entries()) {
      const place = places[next[s] ?? 0];
      const id = place === undefined ? Number.POSITIVE_INFINITY : (ids[place] ?? Number.POSITIVE_INFINITY);
      if (id < leastId) {
        least = s;
        leastId = id;
      }
    }
    const holdings = space[least];
    const at = next[least];
    if (holdings === undefined || at === undefined) return;
    next[least] = at + 1;
    yield { holdings, place: holdings.byId[at] ?? -1 };
  }
}
