import { UserError } from '../../base/diagnostic.ts';
import { readIfThere } from '../../load/read-if-there.ts';
import type { World } from '../../load/world.ts';
import { hashText } from '../../nix/index.ts';
import { createNodeHash } from '../../ports/nix/node-hash.ts';
import { deployedByState } from '../deployed.ts';
import { describeBasis, type PlanMatter } from '../make-plan/describe-basis.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';
import { readMatter } from '../make-plan/read-matter.ts';
import type { StateFiles } from '../state/state-files.ts';
import { reasonOf } from './discover.ts';

/** What models say now, by a digest; or why nobody knows. */
export type WatchedModels =
  | { readonly kind: 'read'; readonly digest: string; readonly matter: PlanMatter }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Looks at all that a plan is made from, beside the machines and what runs: the values of models, of the policy and the
 * ids, and the bytes of the files that models import or name. So neither a comment nor another order is a change, and
 * another recipe of a package is one. O(size of the models + bytes of their files).
 * @param others more files whose bytes count
 */
export function watchModels(
  inputs: PlanInputs,
  others: readonly string[],
  state: StateFiles,
  world: World,
): WatchedModels {
  try {
    // What can be built is asked when a plan is made: each round would ask Nix again.
    const matter = readMatter({ ...inputs, buildable: 'unasked' }, () => deployedByState(state), world);
    const { models, files } = describeBasis(inputs, matter, world);
    // The machines are watched as such: not all that they say of themselves is a change.
    const own = [...models].filter(([name]) => name !== 'infrastructure');
    const bytes = others.map(file => digestOf(readIfThere(file) ?? ''));
    return { kind: 'read', digest: digestOf(JSON.stringify([own, [...files], bytes])), matter };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'failed', reason: reasonOf(error) };
    throw error;
  }
}

/** What identifies a text. */
export function digestOf(text: string): string {
  return hashText(createNodeHash, 'sha256', text);
}
