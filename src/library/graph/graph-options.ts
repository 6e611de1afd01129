import { callback, describeWrongOption, type OptionRules } from '../option-rules.ts';
import type { WeightOptions } from './exact-weights.ts';
import { GraphError } from './graph-error.ts';

/** For those who weigh edges. */
export const weightRules: OptionRules<WeightOptions> = { weight: callback };

/** @throws GraphError `option` where an algorithm is called with options that it does not have */
export function checkGraphOptions<Options>(options: unknown, rules: OptionRules<Options>): void {
  const wrong = describeWrongOption<Options>(options, rules);
  if (wrong !== undefined) throw new GraphError('option', wrong);
}
