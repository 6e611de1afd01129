import { groupByTarget, makeDistributionArgument, type PlacedModels } from '../model/distribution-arguments.ts';
import { escapeString, force, type Slot, writeNixExpression } from '../nix/index.ts';
import type { Evaluator } from './evaluator.ts';

// What models are given, written in Nix for another process that evaluates them.

/** A path that holds any byte: Nix has no literal for all of them. */
export function pathText(path: string): string {
  return `(/. + ${escapeString(path)})`;
}

/** `pkgs` as models get it where packages count: those of nixpkgs, for a system. */
export function packagesArgument(system: string): string {
  return `pkgs = import <nixpkgs> { system = ${escapeString(system)}; };`;
}

/**
 * One argument of a model as an attribute. A target carries its name, so that a distribution can be told in names.
 * O(size of the value).
 */
export function writeArgument(name: string, slot: Slot, { packages, host }: Evaluator): string {
  const value = force(slot);
  if (value === packages) return packagesArgument(host.settings.system);
  const text = `${escapeString(name)} = ${writeNixExpression(value)};`;
  if (name !== 'infrastructure') return text;
  const plain = writeNixExpression(value);
  const mark = 'name: target: if builtins.isAttrs target then target // { __targetName = name; } else target';
  return `infrastructure = builtins.mapAttrs (${mark}) ${plain};`;
}

/** The arguments `distribution` and `invDistribution`; `value` is the services model itself. */
export function writePlacement(placement: (() => PlacedModels) | undefined): readonly string[] {
  if (placement === undefined) return ['distribution = { };', 'invDistribution = { };'];
  const given = placement();
  const targets = groupByTarget(given).map(({ target, services }) => {
    const there = services.map(service => `${escapeString(service)} = null;`).join(' ');
    const inverse = `{ services = builtins.intersectAttrs { ${there} } value; }`;
    return `${escapeString(target.name)} = ${inverse} // ${writeNixExpression(target.attributes)};`;
  });
  return [
    `distribution = ${writeNixExpression(makeDistributionArgument(given))};`,
    `invDistribution = { ${targets.join(' ')} };`,
  ];
}
