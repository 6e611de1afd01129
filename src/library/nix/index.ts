/**
 * `dydisnix/nix`: the Nix expression language, without Nix.
 *
 * @packageDocumentation
 */
export { type Finding, type FindingSubject, InputError } from '../input-error.ts';
export { type EvaluateOptions, evaluate } from './evaluate.ts';
export type { HostSettings, NixFile } from './host-settings.ts';
export type { NixArgument, NixAttributes, NixCallable, NixValue } from './nix-value.ts';
