import { nameSomeSorted } from '../base/name-some.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Replicas, ServicesModel } from '../model/service.ts';
import { findChoices, replicasOfLists } from '../plan/index.ts';
import type { ArgumentsOf, OptionTable } from './option-table.ts';

/** For planners: what a list of targets means. */
export const replicasOption = {
  replicas: {
    kind: 'text',
    value: 'HOW',
    choices: ['keep'],
    summary: 'keep: a service runs on all targets that the distribution lists, not on one of them',
    needs: [
      {
        option: 'distribution',
        message: 'without a distribution there is no list of targets to keep to',
        hint: 'give the distribution with -d, or say in the model how often services run: replicas = 2;',
      },
    ],
  },
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof replicasOption>;

/** How often services run where every list is kept to; undefined where they say so themselves. */
export function keptReplicas(
  candidates: Distribution | undefined,
  { replicas }: Given,
): ReadonlyMap<string, Replicas> | undefined {
  return replicas === undefined || candidates === undefined ? undefined : replicasOfLists(candidates);
}

/**
 * One line that says that lists of targets are read as choices, to be printed on stderr: whoever deploys such a list
 * takes all of them. Empty where there is no choice.
 * @param said what a policy says of how often services run
 */
export function tellChoices(
  candidates: Distribution | undefined,
  services: ServicesModel,
  { replicas }: Given,
  said?: ReadonlyMap<string, Replicas>,
): string {
  const choices = replicas === undefined && candidates !== undefined ? findChoices(candidates, services, said) : [];
  if (choices.length === 0) return '';
  const [first] = choices;
  const who =
    choices.length === 1
      ? `service "${first}" lists`
      : `${choices.length} services (${nameSomeSorted(choices, 3)}) list`;
  const each = choices.length === 1 ? 'it goes' : 'each goes';
  return `${who} several targets: ${each} to one of them; with --replicas keep to all of them\n`;
}
