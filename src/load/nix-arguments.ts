import { groupByTarget, makeDistributionArgument, type PlacedModels } from '../model/distribution-arguments.ts';
import { escapeString, force, type Slot, splitPath, writeNixExpression } from '../nix/index.ts';
import type { Evaluator } from './evaluator.ts';
import type { FlakeOutput } from './read-flake.ts';

// What models are given, written in Nix for another process that evaluates them.

/** A path that holds any byte: Nix has no literal for all of them. */
export function pathText(path: string): string {
  return `(/. + ${escapeString(path)})`;
}

/** The reference of a flake in a folder: what a URL cannot hold is told by its bytes. */
export function flakeReference(folder: string): string {
  const encode = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  return `path:${folder.replace(/[^A-Za-z0-9/._~-]/g, encode)}`;
}

/** An output of a flake, selected step by step; a number is an index where there is a list. */
export function flakeOutputText({ flake, attribute }: FlakeOutput, withoutFlakes: string): string {
  const getFlake = `(builtins.getFlake or (throw ${escapeString(withoutFlakes)}))`;
  return splitPath(attribute).reduce(
    (value, step) => {
      const selected = `${value}.${escapeString(step)}`;
      if (!/^[0-9]+$/.test(step)) return selected;
      return `(if builtins.isList ${value} then builtins.elemAt ${value} ${step} else ${selected})`;
    },
    `(${getFlake} ${escapeString(flakeReference(flake))})`,
  );
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
