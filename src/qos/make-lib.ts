import { call, EvaluationError, type Host, type Value } from '../nix/index.ts';
import attrsets from './lib/attrsets.nix';
import whole from './lib/default.nix';
import lists from './lib/lists.nix';
import messages from './lib/messages.nix';
import strings from './lib/strings.nix';

/** `lib`: that of `<nixpkgs/lib>` where the search path has it, else the part of it that models use. */
export function makeLib(host: Host): Value {
  try {
    return host.importFile(host.findFile('nixpkgs/lib', undefined), undefined);
  } catch (error) {
    // Not on the search path is a failure that can be caught; an error inside a given nixpkgs is not hidden.
    if (!(error instanceof EvaluationError) || error.kind !== 'thrown') throw error;
    return makeOwnLib(host);
  }
}

/** The part of `lib` that models use. It is parsed here, so ask for it only when a model does. */
export function makeOwnLib(host: Host): Value {
  const parts = Object.entries({ lists, attrsets, strings, messages });
  return parts.reduce(
    (partial, [name, text]) => call(partial, host.delayText(`<lib/${name}.nix>`, text, '/')),
    host.evaluateText('<lib>', whole, '/'),
  );
}
