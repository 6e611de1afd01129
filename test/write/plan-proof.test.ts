import { expect, test } from 'vitest';
import { describePlanProof, endedByClock, type ProofStatement } from '../../src/write/plan-proof.ts';

const links: ProofStatement = {
  ...{ measures: [{ name: 'links', weight: 1 }], value: 2, bound: 2, isProved: true, among: 'all' },
  ...{ by: undefined, isCertified: undefined },
};
const say = (statement: ProofStatement): string | undefined =>
  describePlanProof({ bound: 2, optimal: true, statements: [statement], method: undefined, isEndedByClock: false })[0];

test.each<[Partial<ProofStatement>, string]>([
  [{}, 'links 2: no plan has less'],
  [{ isCertified: true }, 'links 2: no plan has less'],
  [{ isCertified: false }, 'links 2: no plan has less (by search, not certified)'],
  [{ isProved: false, bound: 1 }, 'links 2: no plan has less than 1'],
  [{ isProved: false, bound: undefined, isCertified: false }, 'links 2: whether a plan has less is not known'],
  [{ among: 'with so few links' }, 'links 2: no plan with so few links has less'],
  [
    { among: 'as good before', by: 'shares', isCertified: true },
    'links 2: no plan has less that is as good in the objectives before (by a certificate: shares)',
  ],
  [{ by: 'search', isCertified: true }, 'links 2: no plan has less (by trying all plans)'],
  [{ by: 'search', isCertified: undefined }, 'links 2: no plan has less (by a complete search, not certified)'],
  [{ by: 'nothing', isCertified: false }, 'links 2: no plan has less'],
  [{ measures: [...links.measures, { name: 'cost', weight: 0.5 }] }, 'links + 0.5 cost 2: no plan has less'],
])('%j: %s', (changed, sentence) => {
  expect(say({ ...links, ...changed })).toBe(sentence);
});

test('what found the plan, and that the clock ended it, stand behind', () => {
  const proof = { bound: 2, optimal: true, statements: [links], method: 'annealing', isEndedByClock: true };
  expect(describePlanProof(proof)).toEqual(['links 2: no plan has less', 'found by annealing', endedByClock]);
});
