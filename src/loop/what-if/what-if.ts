import type { AddedTarget } from '../../load/model-changes.ts';

/** What is taken to be otherwise than the models say, for one plan. */
export interface WhatIf {
  /** Targets that nothing goes to: drained. */
  readonly without: readonly string[];
  /** Services that run nowhere. */
  readonly withoutServices: readonly string[];
  readonly pins: readonly { readonly service: string; readonly target: string }[];
  readonly added: readonly AddedTarget[];
  /** Properties of services: `SERVICE.PROPERTY`, and a value in Nix. */
  readonly set: readonly { readonly path: string; readonly nix: string }[];
}

/** Nothing is otherwise. */
export const asModelled: WhatIf = { without: [], withoutServices: [], pins: [], added: [], set: [] };

/** Whether a plan can be deployed by the models as they are: what they do not say is not there. */
export function isDeployable({ added, set }: WhatIf): boolean {
  return added.length + set.length === 0;
}
