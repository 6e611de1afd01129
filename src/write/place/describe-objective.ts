import type { Objective } from '../../plan/index.ts';
import { formatPercent } from '../format-percent.ts';

/** What stands behind a bound. */
export const behind: Readonly<Record<Objective['boundBy'], string>> = {
  shares: 'by shares of weights',
  fillings: 'by prices and what targets can hold',
  counting: 'by counting',
  search: 'by a complete search, not certified',
  nothing: 'nothing is known',
};

/** `links`, or a sum: `cost + 2 targets`. */
export function nameObjective({ measures }: Pick<Objective, 'measures'>): string {
  return measures.map(({ name, weight }) => (weight === '1' ? name : `${weight} ${name}`)).join(' + ');
}

/**
 * What is proved of an objective, in a clause.
 * @param isFirst otherwise only plans count that are as good in the objectives before
 */
export function describeProof(
  { value, bound, proved, boundBy, certified }: Pick<Objective, 'value' | 'bound' | 'proved' | 'boundBy' | 'certified'>,
  isFirst: boolean,
): string {
  const how = boundBy === 'search' && certified ? 'by trying all plans' : behind[boundBy];
  const where = isFirst ? 'no plan has less' : 'no plan has less that is as good in the objectives before';
  if (proved) return value === '0' ? 'optimal' : `optimal: ${where} (${how})`;
  if (bound === '0') return value === '0' ? 'nothing can be less' : 'not proved to be the least';
  const percent = formatPercent(Number(value) - Number(bound), Number(value));
  const any = isFirst ? 'in any plan' : 'in any plan that is as good in the objectives before';
  return `at least ${bound} ${any} (${how}): a gap of ${percent} %`;
}
