/**
 * Who asks for which pool.
 *
 * Method     Requests that stand together and have the very same list of pools are taken as one run. A pool that is
 *            asked for in the same runs as the one before it shares its lists: of a million wishes few are then
 *            written down.
 * Time       O(requests + runs · pools). Space O(wishes) at most.
 */
import type { IdRequest } from './problem.ts';

/** Those who ask for a pool, in byte order of the services, and their names. Pools may share them. */
export interface Askers {
  readonly requests: readonly IdRequest[];
  readonly services: readonly string[];
}

/** Pool → those who ask for it. */
export function listAskers(requests: readonly IdRequest[], pools: Iterable<string>): ReadonlyMap<string, Askers> {
  const runs = findRuns(requests, pools);
  const askers = new Map<string, Askers>();
  let last: Askers = { requests: [], services: [] };
  let lastRuns: readonly number[] = [];
  for (const [pool, its] of runs) {
    if (its.length !== lastRuns.length || its.some((bound, i) => bound !== lastRuns[i])) {
      last = collect(requests, its);
      lastRuns = its;
    }
    askers.set(pool, last);
  }
  return askers;
}

/** Pool → where each run of requests for it begins and ends, by turns. */
function findRuns(requests: readonly IdRequest[], pools: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const runs = new Map<string, number[]>([...pools].map(name => [name, []]));
  let start = 0;
  for (let end = 1; end <= requests.length; end++) {
    const names = requests[start]?.pools ?? [];
    if (end < requests.length && requests[end]?.pools === names) continue;
    // A pool may be named twice.
    for (const name of new Set(names)) runs.get(name)?.push(start, end);
    start = end;
  }
  return runs;
}

function collect(requests: readonly IdRequest[], runs: readonly number[]): Askers {
  const its: IdRequest[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    for (const request of requests.slice(runs[i], runs[i + 1])) its.push(request);
  }
  return { requests: its, services: its.map(({ service }) => service) };
}
