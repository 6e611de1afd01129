import { type JsonObject, writeJson } from '../../write/json.ts';
import type { Verdict } from '../control/gates/gates.ts';
import type { LoopState } from '../control/loop-state.ts';
import { isMissing, type Machine } from '../control/machine.ts';
import { describeHeld } from './describe-event.ts';
import type { LoopCounts } from './loop-log.ts';

/** How a loop goes, after a round. Times in milliseconds since 1970. */
export interface LoopStatus {
  readonly state: LoopState;
  /** Why nothing more was done in the round. */
  readonly because: string | undefined;
  /** What each gate says of the plan that is pending; none where none is. */
  readonly verdicts: readonly Verdict[];
  readonly profile: string;
  readonly now: number;
  /** When the next round is due. */
  readonly next: number;
}

/** The status as one JSON object, for people and programs that look at it. */
export function writeStatus({ state, because, verdicts, profile, now, next }: LoopStatus, counts: LoopCounts): string {
  const { machines, waiting, pending, failures, lastApply, certainty } = state;
  return writeJson({
    version: 1,
    profile,
    process: process.pid,
    round: timeOf(now),
    nextRound: timeOf(next),
    state: because,
    machines: new Map(machines.map(machine => [machine.name, wordFor(machine)])),
    deployed: new Map(
      (state.deployed ?? []).map(({ service, places }) => [service, places.map(({ target }) => target)]),
    ),
    certainty,
    waiting: waiting.map(({ service, target, since }) => ({ service, target, since: timeOf(since) })),
    plan: pending && { digest: pending.facts.digest, steps: pending.facts.steps.length, gates: gatesOf(verdicts) },
    failures: { inRow: failures.inRow, notBefore: failures.inRow === 0 ? null : timeOf(failures.notBefore) },
    lastApply: lastApply === null ? null : timeOf(lastApply),
    counts,
  });
}

/** What a machine is for the loop. */
export function wordFor(machine: Machine): 'there' | 'missing' | 'gone' | 'coming' {
  if (machine.isThere) return isMissing(machine) ? 'missing' : 'there';
  return machine.answers > 0 ? 'coming' : 'gone';
}

function gatesOf(verdicts: readonly Verdict[]): JsonObject {
  return Object.fromEntries(verdicts.map(({ gate, held }) => [gate, held === undefined ? 'open' : describeHeld(held)]));
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}
