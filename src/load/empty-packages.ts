import { AttributeSetValue, HintedSet, type Host, lazy } from '../nix/index.ts';
import { makeLib } from '../qos/make-lib.ts';

/**
 * What models get as `pkgs`: an honest set with nothing in it but `lib`, since a plan never needs a package.
 * `pkgs ? x`, `pkgs.x or y` and `attrNames pkgs` behave; a model that forces a package is told what to do, and
 * `otherwise`, where the caller knows of something else.
 */
export function createPackages(host: Host, otherwise?: string): AttributeSetValue {
  const hint = otherwise === undefined ? packagesHint : `${packagesHint}, or ${otherwise}`;
  return new HintedSet(AttributeSetValue.from([['lib', lazy(() => makeLib(host))]]), hint);
}

const packagesHint =
  'a plan needs no packages, so pkgs is empty but for lib: use packages only in pkg, which is never evaluated';
