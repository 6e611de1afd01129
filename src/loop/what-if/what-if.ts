import type { AddedTarget } from '../../load/model-changes.ts';

/** What is taken to be otherwise than the models say, for one plan. */
export interface WhatIf {
  /** Targets that nothing goes to: drained. */
  readonly without: readonly string[];
  /** Services that run nowhere. */
  readonly withoutServices: readonly string[];
  readonly pins: readonly { readonly service: string; readonly target: string }[];
  /** Places where services do not run. */
  readonly forbidden: readonly { readonly service: string; readonly target: string }[];
  readonly added: readonly AddedTarget[];
  /** How much targets have of a property: decimal numbers. */
  readonly amounts: readonly { readonly target: string; readonly property: string; readonly amount: string }[];
  /** Properties of services: `SERVICE.PROPERTY`, and a value in Nix. */
  readonly set: readonly { readonly path: string; readonly nix: string }[];
}

/** Nothing is otherwise. */
export const asModelled: WhatIf = {
  without: [],
  withoutServices: [],
  pins: [],
  forbidden: [],
  added: [],
  amounts: [],
  set: [],
};

/** What of it models have to say before it can be deployed: what they do not say is not there. */
export function beyondModels({ added, amounts, set }: WhatIf): WhatIf {
  return { ...asModelled, added, amounts, set };
}

/** Whether a plan can be deployed by the models as they are. */
export function isDeployable(whatIf: WhatIf): boolean {
  return Object.values(beyondModels(whatIf)).every(list => list.length === 0);
}
