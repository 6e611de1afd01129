import { countNouns } from '../base/count-nouns.ts';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  jsonOption,
  servicesOption,
} from '../cli/model-options.ts';
import { readModels } from '../load/load-models.ts';
import { checkModels } from '../plan/check/check-models.ts';
import { usualServiceProperty } from '../plan/read-id-requests.ts';
import { type Json, writeJson } from '../write/json.ts';
import { idResourcesOption, idsOption, servicePropertyOption } from './id-options.ts';
import { readIdResources, readIds } from './run-id-assignment.ts';

/** `dydisnix check`: what would go wrong, found before anything is deployed. */
export const check: Command = {
  name: 'check',
  summary: 'look for what would go wrong in a deployment of these models',
  description:
    'Takes any set of models and checks what can be checked with them: dependencies, targets, containers, ids, ports, pools. ' +
    'Exit code 0: nothing found but warnings perhaps; 1: errors (with --strict also warnings); 2: a model cannot be read. ' +
    'docs/check.md lists all findings.',
  options: [
    servicesOption,
    infrastructureOption,
    { ...distributionOption, summary: 'the distribution: which targets each service goes to' },
    idResourcesOption,
    { ...idsOption, summary: 'the ids file' },
    servicePropertyOption,
    { name: 'strict', summary: 'let warnings count as errors do' },
    { ...jsonOption, summary: 'print the findings as one JSON object' },
    ...evaluationOptions,
  ],
  examples: [
    {
      command: 'dydisnix check -s services.nix -i infrastructure.nix -d distribution.nix',
      effect: 'checks dependencies, containers and literal port numbers',
    },
    {
      command:
        'dydisnix check -s services.nix -i infrastructure.nix -d distribution.nix --id-resources idresources.nix --ids ids.nix --strict',
      effect: 'checks the ids as well, and fails on warnings too',
    },
  ],
  run: runCheck,
};

function runCheck(options: Arguments, surroundings: Surroundings): Outcome {
  refuseUncheckable(options);
  const { services, infrastructure, distribution, evaluator, findings } = readModels(options, surroundings);
  const areModelsRead = !findings.hasFailures;
  const resources = options.has('id-resources')
    ? withoutErrors(() => readIdResources(options, evaluator, findings), findings)
    : undefined;
  const ids = options.has('ids')
    ? withoutErrors(() => readIds(options, surroundings, evaluator, findings), findings)
    : undefined;
  if (areModelsRead) {
    const serviceProperty = options.text('service-property') ?? usualServiceProperty;
    const models = { services, infrastructure, distribution, resources, ids };
    checkModels({ ...models, serviceProperty, idsFile: options.text('ids') }, findings);
  }
  const errors = findings.all.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.all.length - errors;
  const failed = errors > 0 || (options.has('strict') && warnings > 0);
  return {
    exitCode: findings.hasFailures ? 2 : failed ? 1 : 0,
    ...(options.has('json') ? { stdout: writeFindings(findings.all) } : { results: findings.all }),
    stderr: `${countNouns(errors, 'error')}, ${countNouns(warnings, 'warning')}\n`,
  };
}

/** What `read` gives; undefined where it told errors, as what follows from a mistake need not be told as well. */
function withoutErrors<T>(read: () => T, findings: Findings): T | undefined {
  const before = findings.all.length;
  const value = read();
  return findings.all.slice(before).some(({ severity }) => severity === 'error') ? undefined : value;
}

function refuseUncheckable(options: Arguments): void {
  const models = ['services', 'infrastructure', 'distribution', 'id-resources', 'ids'];
  const refuse = (message: string, hint: string) => {
    throw new InputError([{ severity: 'error', code: 'missing-option', message, hint }]);
  };
  if (!models.some(name => options.has(name)))
    refuse('there is nothing to check', 'give the models: -s, -i, -d, --id-resources, --ids');
  if (options.has('distribution') && !(options.has('services') && options.has('infrastructure'))) {
    refuse(
      'a distribution names services and targets, so it can only be checked with them',
      'give the models with -s and -i',
    );
  }
  if (options.has('ids') && !(options.has('services') && options.has('id-resources'))) {
    refuse(
      'an ids file can only be checked with the services and the pools',
      'give the models with -s and --id-resources',
    );
  }
}

function writeFindings(findings: readonly Diagnostic[]): string {
  const list = findings.map(
    ({ severity, code, message, position, file, hint }): Json => ({
      severity,
      code,
      message,
      file: position?.source.name ?? file,
      line: position?.line,
      column: position?.column,
      hint,
    }),
  );
  return writeJson({ version: 1, findings: list });
}
