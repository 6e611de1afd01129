/**
 * `dydisnix/nix`: the Nix expression language, without Nix.
 *
 * @packageDocumentation
 */
export { type Finding, InputError } from '../input-error.ts';
export { type EvaluateOptions, evaluate, type NixFile } from './evaluate.ts';
export type { NixArgument, NixAttributes, NixCallable, NixValue } from './values.ts';
