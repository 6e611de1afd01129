import { EvaluationError } from '../error.ts';
import type { ComputedDerivation, Derivation } from './derivation.ts';
import { type CreateHash, hashText } from './hash.ts';
import { writeDerivation } from './write-derivation.ts';

/**
 * The hash of a derivation modulo fixed outputs (base 16), by output name: SHA-256 of its ATerm in which each input
 * derivation is replaced by its own hash modulo. A fixed output counts by what it holds and not by how it is made, so
 * that a change of the recipe leaves all that depends on it alone.
 *
 * `mask` leaves out the output paths, which are made from this hash; a fixed output is then hashed like any other.
 * Time: linear in the size of the derivation, as the hashes of the inputs are known. Source: E. Dolstra, "The Purely
 * Functional Software Deployment Model" (2006), section 5.4; as changed in Nix 2.
 */
export function hashDerivation(
  createHash: CreateHash,
  derivation: Derivation,
  known: ReadonlyMap<string, ComputedDerivation>,
  mask: boolean,
): Map<string, string> {
  const hashes = new Map<string, string>();
  if (!mask && [...derivation.outputs.values()].some(({ hash }) => hash !== undefined)) {
    for (const [name, { path, method, hash }] of derivation.outputs) {
      hashes.set(name, hashText(createHash, 'sha256', `fixed:out:${method}:${hash}:${path}`));
    }
    return hashes;
  }
  const inputs = new Map<string, Set<string>>();
  for (const [path, outputs] of derivation.inputDerivations) {
    for (const output of outputs) {
      const hash = hashOfInput(known, path, output);
      const names = inputs.get(hash);
      if (names) names.add(output);
      else inputs.set(hash, new Set([output]));
    }
  }
  const hash = hashText(createHash, 'sha256', writeDerivation(derivation, { mask, inputs }));
  for (const name of derivation.outputs.keys()) hashes.set(name, hash);
  return hashes;
}

function hashOfInput(known: ReadonlyMap<string, ComputedDerivation>, path: string, output: string): string {
  const input = known.get(path);
  if (!input) {
    throw new EvaluationError(
      'not-supported',
      `the derivation '${path}' was not made by this evaluation, so nothing can depend on it`,
      undefined,
      'import the expression that makes it; the store itself is not read',
    );
  }
  const hash = input.hashes.get(output);
  if (hash === undefined) {
    throw new EvaluationError('invalid-argument', `derivation '${path}' does not have an output named '${output}'`);
  }
  return hash;
}
