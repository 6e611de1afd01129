import { EvaluationError, type Host, type Value } from '../nix/index.ts';
import { libText } from './lib-text.ts';

/** `lib`: that of `<nixpkgs/lib>` where the search path has it, else the part of it that models use. */
export function makeLib(host: Host): Value {
  try {
    return host.importFile(host.findFile('nixpkgs/lib', undefined), undefined);
  } catch (error) {
    // Not on the search path is a failure that can be caught; an error inside a given nixpkgs is not hidden.
    if (!(error instanceof EvaluationError) || error.kind !== 'thrown') throw error;
    return host.evaluateText('<lib>', libText, '/');
  }
}
