/**
 * The face of the solvers: what other rooms may use. A problem goes in as a graph or as numbers, a certified answer
 * comes out; nothing here knows a service or a machine.
 */
export { Budget } from './budget.ts';
export type { ColouringOptions, ColouringSolution } from './colouring/colouring.ts';
export { colourByDsatur } from './colouring/dsatur.ts';
export { type FrozenColouring, freezeColouring, resolveColouring } from './colouring/freeze-colouring.ts';
export { readDimacs } from './colouring/read-dimacs.ts';
export { solveColouring } from './colouring/solve-colouring.ts';
export { findComponents } from './cycles/find-components.ts';
export { findCycles } from './cycles/find-cycles.ts';
export { decideDivision } from './division/decide-division.ts';
export { type DivisionStrategy, divide } from './division/divide.ts';
export { divideExactly } from './division/divide-exactly.ts';
export type { DivisionProblem } from './division/division.ts';
export { findOverload } from './division/find-overload.ts';
export { readDivision } from './division/freeze-division.ts';
export { buildAdjacency } from './graph/adjacency.ts';
export { FrozenGraph } from './graph/frozen-graph.ts';
export { assignNumbers } from './id-assignment/assign-numbers.ts';
export { freezeIds, resolveIds } from './id-assignment/freeze-ids.ts';
export type { HeldNumbers } from './id-assignment/held-numbers.ts';
export type { IdAssignments, IdMemory, NumbersInUse, ReleasedNumbers } from './id-assignment/id-assignments.ts';
export { groupBySpace } from './id-assignment/number-space.ts';
export type { NumberRange, Pool } from './id-assignment/pool.ts';
export { countFreeIds, greatestId, isKeepable, isPoolId, isPossibleId, isReserved } from './id-assignment/pool-ids.ts';
export type { DryPool, IdRequest, IdSolution, PinConflict } from './id-assignment/problem.ts';
export {
  type IntegerProgram,
  type IntegerProgramSolver,
  type ProgramAnswer,
  watchPrograms,
} from './integer-program.ts';
export { keepMost, type Possibility } from './keep-most.ts';
export { minimiseConflict } from './minimise-conflict.ts';
export type { Demand, LabelLimit } from './place/conflict/demands.ts';
export {
  decidePlace,
  explainNoPlan,
  isRefutedQuickly,
  type PlaceConflict,
} from './place/conflict/explain-no-plan.ts';
export { type FrozenPlace, freezePlace } from './place/freeze-place.ts';
export { shareLists, toLists } from './place/number-lists.ts';
export type { GroupRule, Measures, PlaceProblem } from './place/place-problem.ts';
export { type PlaceOptions, type PlaceSolution, solvePlace } from './place/solve-place.ts';
export type { ShareCertificate } from './placement/certificate.ts';
export { type FrozenPlacement, freezePlacement, resolvePlacement } from './placement/freeze-placement.ts';
export { isolateTerminals } from './placement/isolating-cuts.ts';
export { FlowNetwork } from './placement/max-flow.ts';
export { buildPlacementInstance, candidatesOf } from './placement/placement-instance.ts';
export { readPlacementInstance } from './placement/read-placement-instance.ts';
export { recordExpansion } from './placement/record-expansion.ts';
export {
  type PlacementOptions,
  type PlacementProgress,
  type PlacementSolution,
  solvePlacement,
} from './placement/solve-placement.ts';
export { coverExactly } from './set-cover/cover-exactly.ts';
export { coverGreedily } from './set-cover/cover-greedily.ts';
export { readCover } from './set-cover/freeze-cover.ts';
export type { Timing } from './timing.ts';
