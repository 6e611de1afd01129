import { compareNames } from '../../base/order.ts';
import { mergeDescriptions } from './description.ts';
import type { DiscoveryAnswer, Machine, PresenceRules } from './machine.ts';

/** The machines after an answer, in byte order, and what is different of them. */
export interface MergedAnswer {
  readonly machines: readonly Machine[];
  readonly gone: readonly string[];
  /** There again, or for the first time. */
  readonly come: readonly string[];
}

/**
 * The machines that are known after one more answer:
 *
 * - an answer that failed changes nothing: neither is it a miss;
 * - a machine that is left out has missed, also by a partial answer; it is gone after `misses` of these in a row, once
 *   the first of them is `missingFor` ago;
 * - a machine that is named has answered; one that is gone, or that nobody knew, is there after `answers` in a row. The
 *   first answer of all is believed at once;
 * - a partial answer is merged with what was known, a whole one replaces it; what is known of a gone machine stays;
 * - one that is gone, and that `isNeeded` does not hold for, is forgotten after `forgetAfter`.
 *
 * So whatever comes and goes sooner changes nothing. A clock that was set back counts from the new time on.
 * O(machines), and sorting.
 */
export function mergeAnswer(
  before: readonly Machine[],
  answer: DiscoveryAnswer,
  now: number,
  rules: PresenceRules,
  isNeeded: (name: string) => boolean,
): MergedAnswer {
  if (answer.kind === 'failed') return { machines: before, gone: [], come: [] };
  const named = new Map(answer.machines.map(({ name, description }) => [name, description]));
  const known = new Map(before.map(machine => [machine.name, machine]));
  const isFirst = before.every(({ description }) => description === null);
  const after: Machine[] = [];
  for (const [name, description] of named) {
    const machine = known.get(name);
    const isKept = machine !== undefined && answer.isPartial;
    const answers = machine?.isThere === true ? 0 : (machine?.answers ?? 0) + 1;
    const isThere = machine?.isThere === true || answers >= rules.answers || isFirst;
    after.push({
      name,
      description: isKept ? mergeDescriptions(machine.description, description) : description,
      isMerged: answer.isPartial,
      isThere,
      misses: 0,
      missingSince: null,
      answers: isThere ? 0 : answers,
      lastAnswer: now,
    });
  }
  for (const machine of before) {
    if (named.has(machine.name)) continue;
    const missed = miss(machine, now, rules);
    const isOld = !missed.isThere && now - machine.lastAnswer >= rules.forgetAfter;
    if (!isOld || isNeeded(machine.name)) after.push(missed);
  }
  const wasThere = (name: string): boolean => known.get(name)?.isThere === true;
  return {
    machines: after.sort((a, b) => compareNames(a.name, b.name)),
    gone: after.filter(({ name, isThere }) => !isThere && wasThere(name)).map(({ name }) => name),
    come: after.filter(({ name, isThere }) => isThere && !wasThere(name)).map(({ name }) => name),
  };
}

function miss(machine: Machine, now: number, rules: PresenceRules): Machine {
  const misses = machine.misses + 1;
  const missingSince = Math.min(machine.missingSince ?? now, now);
  const isGone = misses >= rules.misses && now - missingSince >= rules.missingFor;
  return { ...machine, misses, missingSince, answers: 0, isThere: machine.isThere && !isGone };
}
