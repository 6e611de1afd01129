import type { CertifiedColours } from '../plan/index.ts';
import type { ColouringSolution } from '../solve/index.ts';
import { bySearch } from './by-search.ts';
import type { JsonObject } from './json.ts';
import { describeClique } from './reasons/colouring.ts';

/** What a person wants to know of a colouring, in three lines, or four where fewer colours may do. */
export function writeColouringReport(solution: CertifiedColours, clique: readonly string[]): string {
  const { count, lowerBound, optimal, method, seconds, endedBy, certified } = solution;
  const because = explainColouringBound(solution, clique);
  const proved = optimal
    ? `optimal${bySearch(certified)}: ${because}`
    : `not proved to be the fewest; no plan has fewer than ${lowerBound}${bySearch(certified)}: ${because}`;
  if (count === 0) return 'nothing is placed, since there is no service to place\n';
  const gap = ((100 * (count - lowerBound)) / count).toFixed(1);
  return [
    `colours: ${count}, ${proved}`,
    ...(optimal ? [] : [`gap:     ${gap} %: whether ${count - 1} would do is not known`]),
    `method:  ${method}${endings[endedBy]}`,
    `time:    ${seconds.toFixed(2)} s`,
    '',
  ].join('\n');
}

/** A colouring of a graph without models: its report, where vertices count from 1, as in the file. */
export function writePlainColouringReport(solution: CertifiedColours): string {
  return writeColouringReport(solution, numberClique(solution).map(String));
}

/** The colour of each vertex, a line each. */
export function writePlainColouring({ colours }: ColouringSolution): string {
  return `${Array.from(colours).join('\n')}\n`;
}

/** The same as the `--json` object. */
export function plainColouringToJson(solution: CertifiedColours, algorithm: string): JsonObject {
  const assignment = Array.from(solution.colours);
  return { ...colouringToJson(solution, algorithm), clique: numberClique(solution), assignment };
}

function numberClique({ clique }: ColouringSolution): readonly number[] {
  return Array.from(clique, vertex => vertex + 1);
}

const endings: Readonly<Record<ColouringSolution['endedBy'], string>> = {
  done: '',
  work: '; ended after the work that the time limit stands for: a longer one may find fewer',
  clock: '; ended by the clock: another run may find fewer',
  interruption: '; interrupted',
};

/** Why no colouring has fewer colours than the bound says. */
export function explainColouringBound(
  { boundBy, listProof, lowerBound }: Pick<ColouringSolution, 'boundBy' | 'listProof' | 'lowerBound'>,
  clique: readonly string[],
): string {
  switch (boundBy) {
    case 'clique':
      return lowerBound > 1 ? describeClique(clique, lowerBound) : 'nothing depends on anything';
    case 'odd cycle':
      return 'there is a ring of dependencies of odd length';
    case 'mycielskian':
      return 'a Mycielskian, which needs more colours than its largest clique has members';
    case 'stable sets':
      return `too few services can share a target for fewer than ${lowerBound}, as a complete search shows`;
    case 'search':
      return `a complete search rules out fewer than ${lowerBound}`;
    case 'apart': {
      const services = listProof?.kind === 'apart' ? `${listProof.vertices.length} services` : 'these services';
      return `no two of ${services} can share a target, for a dependency or for want of a common candidate`;
    }
    case 'prices':
      return `candidates overlap too little for fewer than ${lowerBound}: what services need of them adds up to that`;
    case 'hitting sets': {
      const isApart = listProof?.kind === 'hitting sets' && listProof.refusals.length > 0;
      const fault = isApart ? ' or cannot keep some that depend on each other apart' : '';
      return `fewer than ${lowerBound} leave some service without a candidate${fault}, as a complete search shows`;
    }
    case 'candidates':
      return `a complete search of the candidates rules out fewer than ${lowerBound}`;
  }
}

/** The members of the `--json` object beside the assignment and the distribution. */
export function colouringToJson(solution: CertifiedColours, algorithm: string): JsonObject {
  const { count, lowerBound, boundBy, optimal, kind, method, seconds, endedBy, certified } = solution;
  return {
    colours: count,
    lowerBound,
    boundBy,
    optimal,
    certified,
    status: kind,
    algorithm,
    method,
    endedBy,
    seconds: Math.round(1000 * seconds) / 1000,
  };
}
