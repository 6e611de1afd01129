import { countNouns } from '../../base/count-nouns.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import type { CannotKeepApart, ColouringUndecided, TooFewTargets } from '../../plan/index.ts';
import { bySearch } from '../by-search.ts';
import { describePins } from './pins.ts';

/** Names beyond this many are not listed in messages. */
const mostNames = 12;

/** Why services cannot be kept apart, or why it is not known whether they can, as a sentence without a full stop. */
export function describeNoColouring(reason: TooFewTargets | CannotKeepApart | ColouringUndecided): string {
  switch (reason.kind) {
    case 'too-few-targets':
      return [
        `there is no such distribution${bySearch(reason.certified)}: ${describeShortOfTargets(reason)}`,
        ...describePins(reason.pins),
      ].join('; ');
    case 'cannot-keep-apart': {
      const names = listNames(reason.services);
      const sentence = `there is no such distribution${bySearch(reason.certified)}: the candidates of ${names} do not suffice to keep those of them apart that depend on each other`;
      return [sentence, ...describePins(reason.pins)].join('; ');
    }
    case 'colouring-undecided': {
      const best = reason.best === undefined ? '' : ` The best that was found needs ${reason.best}.`;
      return `no distribution was found within the time limit, and none was ruled out: at least ${reason.needed} targets are needed, ${countTargets(reason.available)}.${best}`;
    }
  }
}

function describeShortOfTargets({ needed, available, because, services }: TooFewTargets): string {
  if (available === 0) return 'there are no targets';
  const head = `at least ${needed} targets are needed, but ${countTargets(available)}`;
  const names = listNames(services);
  switch (because) {
    case 'clique':
      return `${head}: ${describeClique(services, needed)}`;
    case 'odd cycle':
      return `${head}: ${names} depend on each other in a ring of odd length`;
    case 'mycielskian':
      return `${head}: the dependencies among ${names} form a Mycielskian, which needs more targets than any clique in it`;
    case 'search':
      return `${head}; a complete search over ${names} shows it`;
  }
}

function countTargets(available: number): string {
  return `there ${available === 1 ? 'is' : 'are'} ${countNouns(available, 'target')}`;
}

/** What the members of a clique have in common, as a sentence; `size` counts replicas. */
export function describeClique(clique: readonly string[], size: number): string {
  if (size > clique.length) return `the replicas of ${listNames(clique)} must all be apart`;
  return `${listNames(clique)} ${clique.length === 2 ? 'depend on each other' : 'all depend on each other'}`;
}

function listNames(names: readonly string[]): string {
  return nameSomeSorted(names, mostNames);
}
