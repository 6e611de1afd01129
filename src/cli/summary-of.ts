import type { Option } from './option-table.ts';

/**
 * The summary of an option or argument with what its table says beside it:
 * `the form of a picture (dot, svg; default dot)`.
 */
export function summaryOf({
  summary,
  choices,
  default: usual,
}: Pick<Option, 'summary' | 'choices' | 'default'>): string {
  const facts = [
    ...(choices === undefined ? [] : [choices.join(', ')]),
    ...(usual === undefined ? [] : [`default ${usual}`]),
  ];
  return facts.length === 0 ? summary : `${summary} (${facts.join('; ')})`;
}
