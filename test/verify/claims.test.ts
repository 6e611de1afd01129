import { expectTypeOf, it } from 'vitest';
import type { Division } from '../../src/solve/division/division.ts';
import type { ColouringSolution, PlacementSolution } from '../../src/solve/index.ts';
import type { PlacementInstance } from '../../src/solve/placement/placement-instance.ts';
import type { ColouringClaim } from '../../src/verify/verify-colouring.ts';
import type { PlacedInstance, PlacementClaim } from '../../src/verify/verify-placement.ts';

// Solvers and verifiers import nothing of each other; the compiler sees here that what one says the other can check.
it('a solution has the structure of the claim that is verified', () => {
  expectTypeOf<PlacementSolution>().toExtend<PlacementClaim>();
  expectTypeOf<PlacementInstance>().toExtend<PlacedInstance>();
  expectTypeOf<ColouringSolution>().toExtend<ColouringClaim>();
});

it('one word for each outcome, in a field of one name', () => {
  expectTypeOf<ColouringSolution['kind']>().toEqualTypeOf<'coloured' | 'impossible' | 'unknown'>();
  expectTypeOf<Division['kind']>().toEqualTypeOf<'divided' | 'unknown'>();
});
