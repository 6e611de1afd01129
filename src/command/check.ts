import manifest from '../../package.json' with { type: 'json' };
import { countNouns } from '../base/count-nouns.ts';
import { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import { addCapacities } from '../cli/add-capacities.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import { idResourcesOption, idsOption, wantedPoolsOption } from '../cli/id-options.ts';
import { evaluationOptions, jsonOption, modelOptions, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, notWith, type OptionTable } from '../cli/option-table.ts';
import { scanArguments } from '../cli/parse-arguments.ts';
import { pairResources, type ResourceNames, resourceOptions } from '../cli/resource-options.ts';
import { judgeLineage } from '../load/judge-lineage.ts';
import { type LoadedModels, readModels } from '../load/load-models.ts';
import { readIdResources, readIdsWithPlaces } from '../load/read-ids.ts';
import { readPolicy } from '../load/read-policy.ts';
import type { World } from '../load/world.ts';
import type { IdsFile } from '../model/ids.ts';
import { emptyPolicy, type Policy } from '../model/policy.ts';
import { checkModels, judgePlan } from '../plan/index.ts';
import { writeGithub } from '../write/check/github.ts';
import { writeJunit } from '../write/check/junit.ts';
import { writeSarif } from '../write/check/sarif.ts';
import { describePinConflict } from '../write/reasons/ids.ts';
import type { ReportWriter } from '../write/run-report.ts';

const distributionNeeds = {
  message: 'a distribution names services and targets, so it can only be checked with them',
  hint: 'give the models with -s and -i',
};

const idsNeed = {
  message: 'an ids file can only be checked with the services and the pools',
  hint: 'give the models with -s and --id-resources',
};

const policyNeeds = { message: 'a policy tests a plan', hint: 'give the plan with -d' };

const formatOption = notWith(
  'json',
  'the findings have one form at a time',
  {
    format: {
      kind: 'text',
      value: 'FORMAT',
      choices: ['text', 'sarif', 'junit', 'github'],
      default: 'text',
      summary: 'how findings are printed: for people, or for a CI server as SARIF 2.1.0, JUnit XML or GitHub commands',
    },
  },
  'programs read --json; --format sarif, junit and github are for CI servers',
);

const options = {
  services: modelOptions.services,
  infrastructure: modelOptions.infrastructure,
  distribution: {
    ...modelOptions.distribution,
    summary: 'the distribution: which targets each service goes to',
    needs: [
      { option: 'services', ...distributionNeeds },
      { option: 'infrastructure', ...distributionNeeds },
    ],
  },
  ...idResourcesOption,
  ids: {
    ...idsOption.ids,
    summary: 'the ids file',
    needs: [
      { option: 'services', ...idsNeed },
      { option: 'id-resources', ...idsNeed },
    ],
  },
  'ids-service-property': {
    ...wantedPoolsOption['service-property'],
    summary: 'the property of a service that lists the pools it wants an id of',
  },
  'service-property': {
    ...resourceOptions['service-property'],
    summary: 'a property that says what a service needs: with --target-property, too much on a target is told',
  },
  'target-property': {
    ...resourceOptions['target-property'],
    needs: [{ option: 'distribution', message: 'what is on a target is known with a plan', hint: 'give it with -d' }],
  },
  policy: {
    kind: 'file',
    lookedForAs: 'placement',
    summary: 'test the distribution, as a plan, against this placement policy (docs/policy.md)',
    needs: [{ option: 'distribution', ...policyNeeds }],
  },
  strict: { kind: 'switch', summary: 'let warnings count as errors do' },
  json: { ...jsonOption.json, summary: 'print the findings as one JSON object' },
  ...formatOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

/** `dydisnix check`: what would go wrong, found before anything is deployed. */
export const check = defineCommand({
  name: 'check',
  summary: 'look for what would go wrong in a deployment of these models',
  description:
    'Takes any set of models and checks what can be checked with them: dependencies, targets, containers, ids, ports, pools. ' +
    'Exit code 0: nothing found but warnings perhaps; 1: errors (with --strict also warnings); 2: a model cannot be read. ' +
    'docs/check.md lists all findings.',
  options,
  takesAll: true,
  oneOf: {
    options: ['services', 'infrastructure', 'distribution', 'id-resources', 'ids'],
    message: 'there is nothing to check',
    hint: 'give the models: -s, -i, -d, --id-resources, --ids',
  },
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
    {
      command: 'dydisnix-check -s services.nix -i infrastructure.nix -d plan.nix --policy placement.nix',
      effect: 'also tells which rules the plan breaks and which targets have too much on them, with who is on it',
    },
  ],
  run: runCheck,
  reportWriter: chooseWriter,
});

/** The writer of the form that `--format` names; undefined for text, and where it names none. */
function chooseWriter(words: readonly string[]): ReportWriter | undefined {
  const { format, strict } = scanArguments({ format: formatOption.format, strict: options.strict }, words);
  switch (format) {
    case 'sarif':
      return report => writeSarif(report, manifest);
    case 'junit':
      return report => writeJunit(report, strict);
    case 'github':
      return writeGithub;
    default:
      return undefined;
  }
}

function runCheck(given: ArgumentsOf<typeof options>, world: World): Outcome {
  const { idResources, ids: idsFile, strict } = given;
  const { serviceProperty, resources: counted } = readProperties(given);
  const loaded = readModels(toRequest(given), world);
  const { services, infrastructure, distribution, evaluator, findings } = loaded;
  world.progress('checking the models');
  const areModelsRead = !findings.hasFailures;
  const resources =
    idResources === undefined
      ? undefined
      : withoutErrors(() => readIdResources(idResources, evaluator, findings), findings);
  const found =
    idsFile === undefined
      ? undefined
      : withoutErrors(() => readIdsWithPlaces(idsFile, world, evaluator, findings), findings);
  if (idsFile !== undefined && found !== undefined) checkLineage(idsFile, found.ids, world, findings);
  if (areModelsRead) {
    const models = { services, infrastructure, distribution, resources, ids: found?.ids };
    const input = { ...models, serviceProperty, idsFile, locateInIds: found?.locate };
    checkModels(input, describePinConflict, findings);
  }
  if (areModelsRead && (given.policy !== undefined || counted.length > 0)) checkPolicy(given.policy, counted, loaded);
  const errors = findings.all.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.all.length - errors;
  const failed = errors > 0 || (strict && warnings > 0);
  return {
    exitCode: findings.hasFailures ? 2 : failed ? 1 : 0,
    results: findings.all,
    stderr: `${countNouns(errors, 'error')}, ${countNouns(warnings, 'warning')}\n`,
  };
}

/** Whether the ids file is the one that its folder knows; from a pipe there is none. */
function checkLineage(file: string, { identity }: IdsFile, { folder }: World, findings: Findings): void {
  if (file === '-') return;
  const wrong = findings.attempt(() => judgeLineage(file, resolvePath(folder, file), identity));
  if (wrong !== undefined) findings.add({ ...wrong, file });
}

/**
 * The property that names pools, and capacities. Without `--target-property` what `--service-property` says is about
 * pools, as it is for the other commands that know ids.
 */
function readProperties(given: ArgumentsOf<typeof options>) {
  const { serviceProperty, targetProperty, idsServiceProperty } = given;
  const [only] = serviceProperty;
  if (targetProperty.length === 0 && serviceProperty.length === 1 && only !== undefined) {
    return { serviceProperty: only, resources: [] };
  }
  return { serviceProperty: idsServiceProperty, resources: pairResources(given) };
}

/**
 * Tests the distribution against a policy, and capacities beside it; one that is wrong, or does not fit the models,
 * tests nothing.
 */
function checkPolicy(file: string | undefined, resources: readonly ResourceNames[], loaded: LoadedModels): void {
  const { services, infrastructure, distribution, findings } = loaded;
  const read = (): Policy => {
    // How often a service runs is the policy's to say; with capacities alone the plan is taken as it is.
    const said = file === undefined ? emptyPolicy : readPolicy(file, loaded);
    return addCapacities(said, resources, loaded, findings);
  };
  const policy = withoutErrors(() => findings.attempt(read), findings);
  if (policy === undefined || distribution === undefined) return;
  const own = new Findings();
  own.attempt(() => judgePlan({ services, infrastructure }, policy, distribution, own));
  for (const finding of new Set(own.all)) findings.add(finding);
}

/** What `read` gives; undefined where it told errors, as what follows from a mistake need not be told as well. */
function withoutErrors<T>(read: () => T, findings: Findings): T | undefined {
  const before = findings.all.length;
  const value = read();
  return findings.all.slice(before).some(({ severity }) => severity === 'error') ? undefined : value;
}
