/**
 * The face of the loop's control: what it remembers, what it is told, and what it decides, as data. Nothing here
 * touches a machine; the real loop and the simulated one run the same code.
 * @example
 * const { state, actions } = decide(firstState(seed), { kind: 'started' }, now, { options: defaultOptions, digest });
 */
export { decide } from './decide.ts';
export { judgePending } from './decide-planned.ts';
export { defaultOptions } from './loop-options.ts';
export { firstState } from './loop-state.ts';
export { readLoopState, writeLoopState } from './read-loop-state.ts';
export { holdInPlace, makeRoundRequest } from './round-request.ts';
export { shiftTimes } from './shift-times.ts';
export { namesThere } from './waiting-data.ts';
