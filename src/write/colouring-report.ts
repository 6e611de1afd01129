import { countNouns } from '../base/count-nouns.ts';
import { nameSome } from '../base/name-some.ts';
import type { GraphColPlan } from '../plan/graphcol.ts';
import type { ColouringSolution } from '../solve/colouring/colouring.ts';
import type { Json } from './json.ts';

/** Names beyond this many are not listed in messages. */
const mostNames = 12;

/** What a person wants to know of a colouring, in three lines. */
export function writeColouringReport(solution: ColouringSolution, clique: readonly string[]): string {
  const { count, lowerBound, optimal, boundBy, method, seconds, timedOut } = solution;
  const because = explainColouringBound(boundBy, clique);
  const gap = optimal ? `optimal: ${because}` : `at least ${lowerBound} are needed: ${because}`;
  return [
    `colours: ${count}, ${count === 0 ? 'optimal: there are no services' : gap}`,
    `method:  ${method}${timedOut ? '; ended by the clock: another run may find fewer' : ''}`,
    `time:    ${seconds.toFixed(2)} s`,
    '',
  ].join('\n');
}

/** Why no colouring has fewer colours. */
export function explainColouringBound(boundBy: ColouringSolution['boundBy'], clique: readonly string[]): string {
  switch (boundBy) {
    case 'clique':
      return clique.length > 1 ? describeClique(clique) : 'nothing depends on anything';
    case 'odd cycle':
      return 'there is a ring of dependencies of odd length';
    case 'mycielskian':
      return 'a Mycielskian, which needs more colours than its largest clique has members';
    case 'stable sets':
      return 'too few services can share a target for less, as a complete search shows';
    case 'search':
      return 'a complete search rules out fewer';
    case 'candidates':
      return 'with these candidates nothing less is possible';
  }
}

/** Why there is no plan, or why none was found, which is not the same. */
export function explainNoColouring({ solution, targets, clique, conflict }: GraphColPlan): string {
  if (targets.length === 0) return 'there is no such distribution: there are no targets\n';
  const there = `there ${targets.length === 1 ? 'is' : 'are'} ${countNouns(targets.length, 'target')}`;
  if (solution.status === 'unknown') {
    const best = solution.count > 0 ? ` The best that was found needs ${solution.count}.` : '';
    return `no distribution was found within the time limit, and none was ruled out: at least ${solution.lowerBound} targets are needed, ${there}.${best}\n`;
  }
  if (clique.length > targets.length) {
    return `there is no such distribution: at least ${solution.lowerBound} targets are needed, but ${there}: ${describeClique(clique)}\n`;
  }
  if (solution.boundBy === 'candidates' || solution.count === 0) {
    return `there is no such distribution: ${describeConflict(conflict)}\n`;
  }
  if (solution.boundBy === 'odd cycle') {
    return `there is no such distribution: at least 3 targets are needed, but ${there}: ${listNames(conflict)} depend on each other in a ring of odd length\n`;
  }
  if (solution.boundBy === 'mycielskian') {
    return `there is no such distribution: at least ${solution.lowerBound} targets are needed, but ${there}: the dependencies among ${listNames(conflict)} form a Mycielskian, which needs more targets than any clique in it\n`;
  }
  return `there is no such distribution: at least ${solution.lowerBound} targets are needed, but ${there}; a complete search over ${listNames(conflict)} shows it\n`;
}

function describeClique(clique: readonly string[]): string {
  return `${listNames(clique)} ${clique.length === 2 ? 'depend on each other' : 'all depend on each other'}`;
}

function describeConflict(conflict: readonly string[]): string {
  if (conflict.length === 1) return `service "${conflict[0]}" has no candidate targets`;
  return `the candidates of ${listNames(conflict)} do not suffice to keep those of them apart that depend on each other`;
}

function listNames(names: readonly string[]): string {
  return nameSome(names, mostNames);
}

/** The members of the `--json` object beside the assignment and the distribution. */
export function colouringToJson(solution: ColouringSolution, algorithm: string): { readonly [key: string]: Json } {
  const { count, lowerBound, boundBy, optimal, status, method, seconds, timedOut } = solution;
  return {
    colours: count,
    lowerBound,
    boundBy,
    optimal,
    status,
    algorithm,
    method,
    endedBy: timedOut ? 'clock' : 'done',
    seconds: Math.round(1000 * seconds) / 1000,
  };
}
