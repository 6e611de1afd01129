import type { ColouringSolution } from '../solve/index.ts';
import type { Json } from './json.ts';
import { describeClique } from './reasons/colouring.ts';

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

/** A colouring of a graph without models: its report, where vertices count from 1, as in the file. */
export function writePlainColouringReport(solution: ColouringSolution): string {
  return writeColouringReport(solution, numberClique(solution).map(String));
}

/** The colour of each vertex, a line each. */
export function writePlainColouring({ colours }: ColouringSolution): string {
  return `${Array.from(colours).join('\n')}\n`;
}

/** The same as the `--json` object. */
export function plainColouringToJson(solution: ColouringSolution, algorithm: string): Json {
  const assignment = Array.from(solution.colours);
  return { ...colouringToJson(solution, algorithm), clique: numberClique(solution), assignment };
}

function numberClique({ clique }: ColouringSolution): readonly number[] {
  return Array.from(clique, vertex => vertex + 1);
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

/** The members of the `--json` object beside the assignment and the distribution. */
export function colouringToJson(solution: ColouringSolution, algorithm: string): { readonly [key: string]: Json } {
  const { count, lowerBound, boundBy, optimal, kind, method, seconds, timedOut } = solution;
  return {
    colours: count,
    lowerBound,
    boundBy,
    optimal,
    status: kind,
    algorithm,
    method,
    endedBy: timedOut ? 'clock' : 'done',
    seconds: Math.round(1000 * seconds) / 1000,
  };
}
