/**
 * The planner for browsers, `dist/planner.js`: one module that asks nothing of Node.
 *
 * @packageDocumentation
 */
export { InputError } from '../input-error.ts';
export { openPlanner } from './open-planner.ts';
export { programsOf } from './programs-of.ts';
