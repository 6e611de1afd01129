import { InputError } from '../base/diagnostic.ts';
import type { Arguments } from './command.ts';

/**
 * Options that say nothing beside another one: better to refuse them than to leave them out silently.
 * `reason` ends the sentence, for example "it needs models".
 * @throws InputError with a sentence for each of `names` that was given
 */
export function refuseOptions(options: Arguments, names: readonly string[], beside: string, reason: string): void {
  const foreign = names.filter(name => options.has(name));
  if (foreign.length === 0) return;
  throw new InputError(
    foreign.map(name => ({
      severity: 'error',
      code: 'usage',
      message: `--${name} does not go with --${beside}: ${reason}`,
    })),
  );
}

const pictures = ['output-graph', 'output-resolved-graph', 'output-plan'];

/**
 * A planner draws one picture or prints its plan.
 * @throws InputError for two pictures at once, and for a form of the plan beside a picture
 */
export function checkPictures(options: Arguments): void {
  const [first, ...others] = pictures.filter(name => options.has(name));
  if (first === undefined) return;
  refuseOptions(options, others, first, 'one picture at a time');
  refuseOptions(options, ['form', 'output-xml'], first, 'a picture is no plan');
}
