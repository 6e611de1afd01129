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
import { jsonOption, outputFileOption, outputXmlOption } from './model-options.ts';
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
  outputXmlOption,
  outputFileOption,
];

/** The outcome of a planner that found a plan, in the form that the options ask for. `report` is what its JSON has beside the distribution. */
export function writePlan(
  distribution: Distribution,
  report: { readonly [key: string]: Json },
  options: Arguments,
  surroundings: Surroundings,
  stderr = '',
): Outcome {
  return writeResult(format(distribution, report, options), options, surroundings, stderr);
}

function format(distribution: Distribution, report: { readonly [key: string]: Json }, options: Arguments): string {
  if (options.has('json')) {
    const containers = containersToJson(distribution);
    return writeJson({ distribution: distributionToJson(distribution), containers, ...report });
  }
  if (options.has('output-xml')) return writeDistributionXml(distribution);
  return options.text('form') === 'disnix' ? writeDisnixDistribution(distribution) : writeDistribution(distribution);
}
