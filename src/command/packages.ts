import type { Host } from '../nix/host.ts';
import { AttributeSetValue, lazy } from '../nix/value.ts';
import { makeLib } from '../qos/make-lib.ts';

/**
 * What models get as `pkgs`: an honest set with nothing in it but `lib`, since a plan never needs a package. `pkgs ? x`, `pkgs.x or y` and
 * `attrNames pkgs` behave; a model that forces a package is told what to do.
 */
export function createPackages(host: Host): AttributeSetValue {
  return AttributeSetValue.from([['lib', lazy(() => makeLib(host))]]);
}

/** For the error that a package is missing. */
export const packagesHint =
  'a plan needs no packages, so pkgs is empty but for lib: leave packages to pkg, which is never evaluated, or use --evaluator nix';
