import { EvaluationError } from '../nix/error.ts';
import type { Host } from '../nix/host.ts';
import { AttributeSetValue, lazy, type Value } from '../nix/value.ts';

/**
 * What models get as `pkgs`: an honest set without packages, since a plan never needs one. `pkgs.lib` is that of `<nixpkgs/lib>` where the search
 * path has it. A model that does force a package ends in an error that says what to do.
 */
export function createPackages(host: Host): Value {
  return AttributeSetValue.from([
    [
      'lib',
      lazy(() => {
        try {
          return host.importFile(host.findFile('nixpkgs/lib', undefined), undefined);
        } catch (error) {
          if (!(error instanceof EvaluationError) || error.kind !== 'thrown') throw error;
          throw new EvaluationError(
            'not-supported',
            'the model uses pkgs.lib, but there is no <nixpkgs/lib> on the search path',
            undefined,
            'pass -I nixpkgs=FOLDER with a copy of nixpkgs (its folder lib is enough)',
          );
        }
      }),
    ],
  ]);
}
