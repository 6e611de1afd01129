/** What a planner said of a plan, and of all other plans: data that was read, not checked. */
export interface PlanProof {
  /** No plan has links of less weight; undefined where nobody says so. */
  readonly bound: number | undefined;
  /** Whether no plan has less than this one. */
  readonly optimal: boolean;
  /** Objective after objective, the most important first. */
  readonly statements: readonly ProofStatement[];
  /** The algorithm that found the plan. */
  readonly method: string | undefined;
  readonly isEndedByClock: boolean;
}

/** What is said of one objective. */
export interface ProofStatement {
  /** What it is the sum of, with weights. */
  readonly measures: readonly { readonly name: string; readonly weight: number }[];
  readonly value: number | undefined;
  /** What no plan goes below; undefined where nothing is known. */
  readonly bound: number | undefined;
  readonly isProved: boolean;
  /** Of which plans it speaks. */
  readonly among: 'all' | 'as good before' | 'with so few links';
  /** What the bound is by; undefined where that is not said. */
  readonly by: string | undefined;
  /** Whether it was recounted; undefined where that is not said. */
  readonly isCertified: boolean | undefined;
}

/** What it means that the clock ended a search. */
export const endedByClock = 'the clock ended the search before its work was done: another run may find another plan';

/** All that is said of a plan, a sentence each, without full stops. */
export function describePlanProof({ statements, method, isEndedByClock }: PlanProof): readonly string[] {
  return [
    ...statements.map(describeStatement),
    ...(method === undefined ? [] : [`found by ${method}`]),
    ...(isEndedByClock ? [endedByClock] : []),
  ];
}

function describeStatement(statement: ProofStatement): string {
  const { measures, value, bound, isProved, among } = statement;
  const sum = measures.map(({ name, weight }) => (weight === 1 ? name : `${weight} ${name}`)).join(' + ');
  const head = `${sum} ${value}`;
  if (!isProved && bound === undefined) return `${head}: whether a plan has less is not known`;
  const plans = among === 'with so few links' ? 'no plan with so few links has less' : 'no plan has less';
  const least = isProved ? '' : ` than ${bound}`;
  const after = among === 'as good before' ? ' that is as good in the objectives before' : '';
  return `${head}: ${plans}${least}${after}${describeSource(statement)}`;
}

/** Bounds by a search have nothing that could be checked without searching again, unless there are few plans. */
function describeSource({ by, isCertified }: ProofStatement): string {
  if (by === undefined) return isCertified === false ? ' (by search, not certified)' : '';
  if (by === 'nothing') return '';
  if (by !== 'search') return ` (by a certificate: ${by})`;
  return isCertified === true ? ' (by trying all plans)' : ' (by a complete search, not certified)';
}
