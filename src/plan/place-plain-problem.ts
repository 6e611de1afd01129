import {
  Budget,
  explainNoPlan,
  isRefutedQuickly,
  type PlaceOptions,
  type PlaceProblem,
  solvePlace,
} from '../solve/index.ts';
import { verifyConflict } from '../verify/verify-conflict.ts';
import { verifyPlace } from '../verify/verify-place.ts';
import type { CertifiedPlace } from './certified.ts';
import { certifyPlan, claimOf } from './place.ts';
import { solveAndVerify } from './solve-and-verify.ts';

/**
 * A verified plan of a problem in numbers; that there is none, with the units that may go nowhere, if that is why; or
 * that none was found in time.
 */
export type PlainPlaceOutcome =
  | { readonly kind: 'planned'; readonly solution: CertifiedPlace }
  | { readonly kind: 'impossible'; readonly withoutCandidates: readonly number[] }
  | { readonly kind: 'unknown'; readonly seconds: number };

/** The plan that does best for a problem that comes from no models; units and targets are numbered from 0. */
export function placePlainProblem(problem: PlaceProblem, options: PlaceOptions): PlainPlaceOutcome {
  const { listOf, lists } = problem;
  const withoutCandidates = Array.from(listOf.keys()).filter(unit => {
    const list = listOf[unit] ?? 0;
    return lists.start[list] === lists.start[list + 1];
  });
  if (withoutCandidates.length > 0) return { kind: 'impossible', withoutCandidates };
  let isRuledOut = false;
  const findAnyPlan = (): Int32Array | 'none' | undefined => {
    const answer = findPlanOf(problem, options);
    isRuledOut = answer === 'none';
    return answer;
  };
  const isSmall = problem.nodeCount * problem.labelCount <= mostPairs;
  if (isSmall && isRefutedQuickly(problem) && findAnyPlan() === 'none')
    return { kind: 'impossible', withoutCandidates };
  const solution = solveAndVerify(
    'plan',
    () => solvePlace(problem, { ...options, findAnyPlan }),
    found => (found === undefined ? [] : verifyPlace(problem, claimOf(found))),
  );
  if (solution !== undefined) return { kind: 'planned', solution: certifyPlan(problem, solution) };
  return isRuledOut ? { kind: 'impossible', withoutCandidates: [] } : { kind: 'unknown', seconds: options.timeLimit };
}

/** Problems with more pairs of nodes and labels are searched before anything is counted. */
const mostPairs = 200_000;
/** Looks at a node and a label that trying all plans may take when it is checked that there is none. */
const workOfCheck = 3_000_000;

/** Any plan, or that there is none: all that it must keep is one demand, since nothing in it has a name. */
function findPlanOf(whole: PlaceProblem, options: PlaceOptions): Int32Array | 'none' | undefined {
  const rooms = whole.resources.flatMap(({ have }, resource) =>
    Array.from(have.keys(), label => ({ resource, label })),
  );
  const rules = [...whole.rules.keys()].filter(rule => whole.rules[rule]?.weight === undefined);
  const demands = [{ rules, limits: [], rooms, moves: whole.moves.atMost !== undefined }];
  const answer = explainNoPlan(
    { whole, demands },
    { budget: new Budget(options.timeLimit / 2, options), programs: options.programs },
  );
  if (answer.kind === 'possible') return answer.label;
  if (answer.kind === 'unknown') return undefined;
  const { faults } = verifyConflict(whole, demands, answer, workOfCheck);
  if (faults.length > 0) throw new Error(`the conflict does not hold what it promises: ${faults.join('; ')}`);
  return 'none';
}
