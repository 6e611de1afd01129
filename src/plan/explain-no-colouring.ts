import { countNouns } from '../base/count-nouns.ts';
import { nameSome } from '../base/name-some.ts';
import type { GraphColPlan } from './graphcol.ts';

/** Names beyond this many are not listed in messages. */
const mostNames = 12;

/** Why there is no plan, or why none was found, which is not the same. */
export function explainNoColouring({ solution, targets, clique, conflict }: GraphColPlan): string {
  if (targets.length === 0) return 'there is no such distribution: there are no targets';
  const there = `there ${targets.length === 1 ? 'is' : 'are'} ${countNouns(targets.length, 'target')}`;
  if (solution.status === 'unknown') {
    const best = solution.count > 0 ? ` The best that was found needs ${solution.count}.` : '';
    return `no distribution was found within the time limit, and none was ruled out: at least ${solution.lowerBound} targets are needed, ${there}.${best}`;
  }
  if (clique.length > targets.length) {
    return `there is no such distribution: at least ${solution.lowerBound} targets are needed, but ${there}: ${describeClique(clique)}`;
  }
  if (solution.boundBy === 'candidates' || solution.count === 0) {
    return `there is no such distribution: ${describeConflict(conflict)}`;
  }
  if (solution.boundBy === 'odd cycle') {
    return `there is no such distribution: at least 3 targets are needed, but ${there}: ${listNames(conflict)} depend on each other in a ring of odd length`;
  }
  if (solution.boundBy === 'mycielskian') {
    return `there is no such distribution: at least ${solution.lowerBound} targets are needed, but ${there}: the dependencies among ${listNames(conflict)} form a Mycielskian, which needs more targets than any clique in it`;
  }
  return `there is no such distribution: at least ${solution.lowerBound} targets are needed, but ${there}; a complete search over ${listNames(conflict)} shows it`;
}

/** What the members of a clique have in common, as a sentence. */
export function describeClique(clique: readonly string[]): string {
  return `${listNames(clique)} ${clique.length === 2 ? 'depend on each other' : 'all depend on each other'}`;
}

function describeConflict(conflict: readonly string[]): string {
  if (conflict.length === 1) return `service "${conflict[0]}" has no candidate targets`;
  return `the candidates of ${listNames(conflict)} do not suffice to keep those of them apart that depend on each other`;
}

function listNames(names: readonly string[]): string {
  return nameSome(names, mostNames);
}
