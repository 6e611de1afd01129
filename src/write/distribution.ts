import type { Distribution, Mapping } from '../model/distribution.ts';
import { writeNixExpression } from '../nix/print/write-nix-expression.ts';
import { AttributeSetValue, type Slot } from '../nix/value.ts';
import type { Json } from './json.ts';

/** A distribution as the posts print it: service → list of target names, in Nix, names escaped. */
export function writeDistribution(distribution: Distribution): string {
  const entries = [...distribution.mappings].map(([service, mappings]): [string, Slot] => [
    service,
    listTargets(mappings),
  ]);
  return `${writeNixExpression(AttributeSetValue.from(entries))}\n`;
}

/** The same as data for JSON. */
export function distributionToJson(distribution: Distribution): Json {
  return new Map([...distribution.mappings].map(([service, mappings]) => [service, listTargets(mappings)]));
}

function listTargets(mappings: readonly Mapping[]): readonly string[] {
  return [...new Set(mappings.map(({ target }) => target))];
}
