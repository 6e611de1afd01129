import type { Distribution } from '../model/distribution.ts';
import {
  containersToJson,
  distributionToJson,
  writeDisnixDistribution,
  writeDistribution,
} from '../write/distribution.ts';
import { type Json, writeJson } from '../write/json.ts';
import { writeDistributionXml } from '../write/model-xml.ts';
import type { Arguments, Option, Outcome, Surroundings } from './command.ts';
import { jsonOption, outputFileOption, xmlNotJsonOption } from './model-options.ts';
import { writeResult } from './write-result.ts';

/** The options of every command that prints a distribution. */
export const planOptions: readonly Option[] = [
  {
    name: 'form',
    value: 'FORM',
    choices: ['names', 'disnix'],
    summary: 'names (default): services to lists of target names; disnix: the function that disnix-env takes',
  },
  jsonOption,
  xmlNotJsonOption,
  outputFileOption,
];

/** The outcome of a planner that found a plan, in the form that the options ask for. `report` is what its JSON has beside the distribution. */
export function writePlan(
  distribution: Distribution,
  report: { readonly [key: string]: Json },
  options: Arguments,
  surroundings: Surroundings,
  { stderr = '', usualForm = 'names' }: { readonly stderr?: string; readonly usualForm?: 'names' | 'disnix' } = {},
): Outcome {
  const form = options.text('form') ?? usualForm;
  return writeResult(format(distribution, report, form, options), options, surroundings, stderr);
}

function format(
  distribution: Distribution,
  report: { readonly [key: string]: Json },
  form: string,
  options: Arguments,
): string {
  if (options.has('json')) {
    const containers = containersToJson(distribution);
    return writeJson({ distribution: distributionToJson(distribution), containers, ...report });
  }
  if (options.has('output-xml')) return writeDistributionXml(distribution);
  return form === 'disnix' ? writeDisnixDistribution(distribution) : writeDistribution(distribution);
}
