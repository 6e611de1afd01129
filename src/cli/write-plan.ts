import { exportForms, exportPlan } from '../exchange/export-plan.ts';
import type { PlacedModels } from '../exchange/placed-services.ts';
import type { World } from '../load/world.ts';
import {
  containersToJson,
  distributionToJson,
  writeDisnixDistribution,
  writeDistribution,
} from '../write/distribution.ts';
import type { JsonObject } from '../write/json.ts';
import { writeDistributionXml } from '../write/model-xml.ts';
import type { Outcome } from './command.ts';
import { jsonOption, outputFileOption, xmlNotJsonOption } from './model-options.ts';
import { type ArgumentsOf, notWith, type OptionTable } from './option-table.ts';
import { writeForm } from './write-result.ts';

/** The other forms of a plan, instead of those of `--form`. */
export const planDataOptions = notWith(
  'form',
  'the result has one form at a time',
  { ...jsonOption, ...xmlNotJsonOption },
  'a plan is written as Nix (--form names or disnix), JSON (--json) or XML (--output-xml)',
);

/** The options of every command that prints a distribution. */
export const planOptions = {
  form: {
    kind: 'text',
    value: 'FORM',
    choices: ['names', 'disnix', ...exportForms],
    default: 'names',
    summary:
      'names: services to lists of target names; disnix: the function that disnix-env takes; ' +
      'others: what tells that tool where services go (docs/import.md)',
  },
  ...planDataOptions,
  ...outputFileOption,
} as const satisfies OptionTable;

/**
 * The outcome of a planner that found a plan, in the form that the options ask for. `report` gives what its JSON has
 * beside the distribution.
 */
export function writePlan(
  models: PlacedModels,
  report: () => JsonObject,
  given: ArgumentsOf<typeof planOptions>,
  world: World,
  stderr = '',
): Outcome {
  const { distribution } = models;
  const data = () => ({
    distribution: distributionToJson(distribution),
    containers: containersToJson(distribution),
    ...report(),
  });
  return writeForm({ data, text: () => format(models, given) }, given, world, stderr);
}

function format(models: PlacedModels, { form, outputXml }: ArgumentsOf<typeof planOptions>): string {
  const { distribution } = models;
  if (outputXml) return writeDistributionXml(distribution);
  if (form === 'names') return writeDistribution(distribution);
  return form === 'disnix' ? writeDisnixDistribution(distribution) : exportPlan(form, models);
}
