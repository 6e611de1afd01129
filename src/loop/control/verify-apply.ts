import { countFailure } from './count-failure.ts';
import type { LoopEvent, LoopSetup } from './decision.ts';
import { type GoodReading, keepPlaces, missingPlaces, type Placed } from './deployed.ts';
import { type Applying, type LoopState, noFailures } from './loop-state.ts';
import { namesThere } from './waiting-data.ts';

/** What a reading says of the last apply. */
export interface Verified {
  readonly state: LoopState;
  readonly events: readonly LoopEvent[];
}

/**
 * Holds what an apply was to bring about against the first reading after it. A service that does not run where it was
 * to go, or still runs where it was to leave, on a machine that the reading speaks of: the deployer did not do what it
 * said, and that is a failure as any other. Only when all machines that are there were seen is the apply verified.
 */
export function verifyApply(state: LoopState, reading: GoodReading, now: number, setup: LoopSetup): Verified {
  const { unverified } = state;
  if (unverified === null) return { state, events: [] };
  const isCovered = speaksOf(reading, state);
  const faults = listFaults(unverified, reading, isCovered);
  if (faults.length > 0) {
    const failed = countFailure({ ...state, unverified: null, settled: null }, unverified.basis.wanted, now, setup);
    const reason = `not as planned: ${faults.map(({ service }) => service).join(', ')}`;
    const ended = { kind: 'apply ended badly', plan: unverified.plan, outcome: 'not as planned', reason } as const;
    const news = failed.actions.flatMap(action => (action.kind === 'notify' ? [action.event] : []));
    return { state: failed.state, events: [ended, ...news] };
  }
  const there = namesThere(state);
  const isSeen = unverified.wanted.every(({ places }) =>
    places.every(({ target }) => !there.has(target) || isCovered(target)),
  );
  return isSeen ? { state: { ...state, unverified: null, failures: noFailures }, events: [] } : { state, events: [] };
}

/**
 * The machines that a reading speaks of. What a machine says that is not there yet, or not any more, does not count: an
 * old service on a machine that comes back is looked at when the machine is there.
 */
export function speaksOf({ covers, source }: GoodReading, state: LoopState): (target: string) => boolean {
  const names = covers === null ? undefined : new Set(covers);
  const away = new Set(state.machines.filter(({ isThere }) => !isThere).map(({ name }) => name));
  return target => (names === undefined || names.has(target)) && (source === 'record' || !away.has(target));
}

/** Services that are not where they were to be, or still are where they were to leave, as far as the reading goes. */
function listFaults(
  { wanted, leaves }: Applying,
  reading: GoodReading,
  isCovered: (target: string) => boolean,
): readonly Placed[] {
  const seen = (placed: readonly Placed[]): readonly Placed[] => keepPlaces(placed, ({ target }) => isCovered(target));
  const toLeave = seen(leaves);
  const left = missingPlaces(toLeave, reading.services);
  return [...missingPlaces(seen(wanted), reading.services), ...missingPlaces(toLeave, left)];
}
