import { expect, test } from 'vitest';
import { solveColouring } from '../../src/solve/colouring/solve-colouring.ts';
import { type ColouringClaim, verifyColouring } from '../../src/verify/verify-colouring.ts';
import { graphOf, randomLists, toLists } from '../solve/colouring/families.ts';

const prices = randomLists(300, 60, 4, 1);
const solved = solveColouring(prices.graph, {
  algorithm: 'auto',
  timeLimit: 0,
  available: 60,
  candidates: prices.lists,
});

function faults(claim: ColouringClaim): string[] {
  return verifyColouring(prices.graph, claim, 60, prices.lists);
}

test('prices are recomputed: one part more on a colour that is paid for, or a bound more, is found', () => {
  expect(faults(solved)).toEqual([]);
  const proof = solved.listProof;
  if (proof?.kind !== 'prices') throw new Error('the fixture is to be bounded by prices');
  const [first, ...others] = proof.groups;
  if (first === undefined) throw new Error('nobody pays');
  const raised = { ...proof, groups: [{ ...first, price: first.price + proof.parts }, ...others] };
  expect(faults({ ...solved, listProof: raised }).join()).toContain('are paid for colour');
  expect(faults({ ...solved, lowerBound: solved.lowerBound + 1 })).toContain('the prices do not prove the bound');
  const half = { ...proof, groups: [{ ...first, price: first.price + 0.5 }, ...others] };
  expect(faults({ ...solved, listProof: half }).join()).toContain('not a price in whole parts');
  const members = { ...proof, groups: [{ ...first, vertices: Int32Array.of(0, 0) }, ...others] };
  expect(faults({ ...solved, listProof: members })).toContain('0 and 0 may share a colour');
  expect(faults({ ...solved, listProof: undefined })).toContain('there is no proof from the lists');
});

const small = {
  graph: graphOf(4, [[0, 1]]),
  lists: toLists([
    [0, 1],
    [0, 1],
    [1, 2],
    [2, 3],
  ]),
};
const claim: ColouringClaim = {
  kind: 'coloured',
  colours: Int32Array.of(0, 1, 1, 2),
  count: 3,
  lowerBound: 3,
  boundBy: 'hitting sets',
  listProof: {
    kind: 'hitting sets',
    refusals: [
      { vertices: Int32Array.of(0, 1), colours: Int32Array.of(1) },
      { vertices: Int32Array.of(0, 1), colours: Int32Array.of(0) },
    ],
  },
  optimal: true,
  clique: Int32Array.of(0, 1),
};
const check = (changes: Partial<ColouringClaim>): string[] =>
  verifyColouring(small.graph, { ...claim, ...changes }, 4, small.lists);

test('hitting sets are counted again where colours are few, and every refusal is tried', () => {
  expect(check({})).toEqual([]);
  expect(check({ listProof: { kind: 'hitting sets', refusals: [] } })).toEqual(['2 colours hit all lists, not 3']);
  const wrong = { vertices: Int32Array.of(2, 3), colours: Int32Array.of(0) };
  expect(check({ listProof: { kind: 'hitting sets', refusals: [wrong] } })).toContain(
    'the 2 vertices of a refusal can be coloured',
  );
});

test('vertices apart are neighbours or have no candidate in common', () => {
  const apart = (...vertices: number[]) => ({ kind: 'apart', vertices: Int32Array.from(vertices) }) as const;
  expect(check({ boundBy: 'apart', listProof: apart(0, 1, 3) })).toEqual([]);
  expect(check({ boundBy: 'apart', listProof: apart(0, 1, 2) })).toEqual([
    '0 and 2 may share a colour',
    '1 and 2 may share a colour',
  ]);
  expect(check({ boundBy: 'apart', listProof: apart(0, 3) })).toEqual(['the vertices apart do not prove the bound']);
  expect(check({ boundBy: 'apart', listProof: apart(0, 1, 9) })).toContain('there is no vertex 9');
  expect(check({ boundBy: 'prices', listProof: apart(0, 1, 3) })).toEqual([
    'the proof is by apart, the bound by prices',
  ]);
});
