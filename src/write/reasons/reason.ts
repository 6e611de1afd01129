import { nameCircle } from '../../base/name-circle.ts';
import type { NoPlaceFound, Reason, Shortage } from '../../plan/index.ts';
import { bySearch } from '../by-search.ts';
import { describeNoColouring } from './colouring.ts';
import { describeDemandConflict } from './demands.ts';
import { describeNoIds } from './ids.ts';
import { describePins } from './pins.ts';
import { describeRemovals } from './removals.ts';

/**
 * Why there is no plan, or why none is known, in sentences without full stops: the first says what is the matter, the
 * others where. Names of files inside `folder` are shown relative to it.
 */
export function describeReason(reason: Reason, folder?: string): readonly string[] {
  switch (reason.kind) {
    case 'no-candidates':
      return [
        ...reason.services.map(name => `service "${name}" has no candidate targets${suffix(reason.without)}`),
        ...describePins(reason.pins ?? []),
        ...describeRemovals(reason.removals ?? []),
      ];
    case 'self-dependency':
      return reason.services.map(name => `service "${name}" depends on itself, which can never be a network link`);
    case 'too-few-targets':
    case 'cannot-keep-apart':
    case 'colouring-undecided':
      return [describeNoColouring(reason)];
    case 'shortage':
      return describeShortage(reason);
    case 'no-place-found':
      return describeNoPlace(reason);
    case 'demand-conflict':
      return describeDemandConflict(reason, folder);
    case 'no-plan-found':
      return [
        `no plan that keeps everything was found within ${reason.seconds} s, and none was ruled out`,
        ...(reason.circle === undefined
          ? []
          : [`in those that were tried services wait for each other: ${nameCircle(reason.circle)}`]),
      ];
    case 'no-numbers':
    case 'pin-conflict':
      return describeNoIds(reason).map(({ message }) => message);
  }
}

function suffix(without: string | undefined): string {
  return without === undefined ? '' : ` with a ${without}`;
}

function describeShortage({ isProved, certified, shortages, pins }: Shortage): readonly string[] {
  const head = isProved
    ? `there is no such division${bySearch(certified)}: even the nearest one exceeds what targets have`
    : 'no division was found within the time limit, and none was ruled out';
  const short = shortages.map(({ target, resource, shortBy }) => `${resource} is short by ${shortBy} on "${target}"`);
  return [head, ...short, ...describePins(pins)];
}

function describeNoPlace({ strategy, service, tried, pins }: NoPlaceFound): readonly string[] {
  const reasons = tried.map(({ target, short }) => {
    const clauses = short.map(({ resource, needed, left }) => `${resource}: ${needed} needed, ${left} left`);
    return `not on "${target}": ${clauses.join('; ')}`;
  });
  const head = `the strategy ${strategy} found no place for service "${service}"`;
  return [head, ...reasons, ...describePins(pins)];
}
