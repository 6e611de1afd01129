import { exportForms, exportPlan } from '../exchange/export-plan.ts';
import type { PlacedModels } from '../exchange/placed-services.ts';
import type { World } from '../load/world.ts';
import {
  containersToJson,
  distributionToJson,
  writeDisnixDistribution,
  writeDistribution,
} from '../write/distribution.ts';
import { type Json, writeJson } from '../write/json.ts';
import { writeDistributionXml } from '../write/model-xml.ts';
import type { Outcome } from './command.ts';
import { jsonOption, outputFileOption, xmlNotJsonOption } from './model-options.ts';
import { type ArgumentsOf, notWith, type OptionTable } from './option-table.ts';
import { writeResult } from './write-result.ts';

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
  report: () => { readonly [key: string]: Json },
  given: ArgumentsOf<typeof planOptions>,
  world: World,
  stderr = '',
): Outcome {
  return writeResult(format(models, report, given), given, world, stderr);
}

function format(
  models: PlacedModels,
  report: () => { readonly [key: string]: Json },
  { form, json, outputXml }: ArgumentsOf<typeof planOptions>,
): string {
  const { distribution } = models;
  if (json) {
    const containers = containersToJson(distribution);
    return writeJson({ distribution: distributionToJson(distribution), containers, ...report() });
  }
  if (outputXml) return writeDistributionXml(distribution);
  if (form === 'names') return writeDistribution(distribution);
  return form === 'disnix' ? writeDisnixDistribution(distribution) : exportPlan(form, models);
}
