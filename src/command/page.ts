import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, forceOption, modelOptions, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { answerNoPlan, findNamedPlan, qosOptions, toQosRequest } from '../cli/qos-options.ts';
import { pairResources, resourceOptions } from '../cli/resource-options.ts';
import { usageError } from '../cli/usage.ts';
import { writeResult } from '../cli/write-result.ts';
import { loadModels } from '../load/load-models.ts';
import { readCandidates } from '../load/read-candidates.ts';
import { readCapacities } from '../load/read-capacities.ts';
import { readPlaced, readPreviousPlan } from '../load/read-plan.ts';
import { readPolicy, readPolicyValue } from '../load/read-policy.ts';
import { runQosModel } from '../load/run-qos-model.ts';
import type { Policy } from '../model/policy.ts';
import { writeModelsJson } from '../page/models-json.ts';
import { type PagePlanner, writePlanPage } from '../page/write-page.ts';
import { prepareRequest } from '../plan/index.ts';
import { compress, readPagePlanner } from '../ports/compress.ts';
import { sha256 } from '../ports/sha256.ts';
import { buildDocument } from '../write/cards/build-document.ts';

const options = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: {
    ...modelOptions.distribution,
    // A distribution in the folder is the candidates, as a rule, and no plan.
    lookedForAs: undefined,
    summary: 'the plan to show, in any form; without one services are shown by group',
  },
  candidates: { kind: 'file', summary: 'the distribution that lists the candidates of each service' },
  policy: { kind: 'file', lookedForAs: 'placement', summary: 'the placement policy, whose capacities are shown' },
  ...qosOptions,
  ...resourceOptions,
  zone: { kind: 'text', value: 'NAME', summary: 'the property of targets that says in which zone they are' },
  title: { kind: 'text', default: 'Plan', summary: 'what the page is called' },
  'with-planner': { kind: 'switch', summary: 'put the planner into the page, which then plans anew (300 kB more)' },
  output: { kind: 'output', short: 'o', summary: 'write the page to this file' },
  ...forceOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix page`: a plan as a page that can be asked, and changed. */
export const page = defineCommand({
  name: 'page',
  summary: 'write a page that shows a plan at any size, tells why it is so, and what changes would cost',
  description:
    'One HTML file that asks nothing of the network: machines as cards in their zones, with loads and services, the ' +
    'links between them, who needs a service and what it needs, a table; why each service is where it is, and what ' +
    'other places would cost; changes that are tried out, with --with-planner also planned anew, and copied out as a ' +
    'command, pins, or a distribution. With --previous it shows what moved. docs/page.md tells more.',
  options,
  writes: () => ({ content: 'page', form: 'html' }),
  examples: [
    {
      command: 'dydisnix-page -s services.nix -i infrastructure.nix -d plan.nix -o plan.html',
      effect: 'writes the page of a plan',
    },
    {
      command:
        'dydisnix-page -s services.nix -i infrastructure.nix -d plan.nix --policy placement.nix --with-planner -o p.html',
      effect: 'writes a page with loads, in which changes can be planned anew',
    },
  ],
  run: (given, world) => answerNoPlan(() => show(given, world)),
});

function show(given: Given, world: CommandWorld): Outcome {
  const read = loadModels(toRequest({ ...given, distribution: undefined }), world);
  const { findings } = read;
  const file = given.distribution;
  const placed = file === undefined ? undefined : findings.attempt(() => readPlaced(file, read, world, findings));
  const loaded = placed?.models ?? read;
  const listed = readCandidates(given.candidates, loaded, world);
  const initial = given.candidates;
  const narrowing =
    given.qos === undefined
      ? undefined
      : runQosModel(toQosRequest(given, { initial, traced: false }, world), loaded, world);
  const models = { ...loaded, services: narrowing?.services ?? loaded.services };
  const { services, infrastructure } = models;
  const policy = given.policy === undefined ? undefined : readPolicy(given.policy, models);
  const named = findNamedPlan(given, world);
  const previous = readPreviousPlan(named.previous, models, world, findings);
  const request = prepareRequest({ services, infrastructure, candidates: narrowing?.final ?? listed }, findings);
  const capacities = readCapacities(listResources(given, policy), models);
  findings.throwIfErrors();
  world.progress('writing the page');
  const isOpen = listed === undefined && narrowing === undefined && request.pins.size === 0;
  const shown = placed === undefined ? [] : [{ title: 'plan', distribution: placed.distribution }];
  const document = buildDocument({
    ...{ title: given.title, services, infrastructure, capacities, listed, zonedBy: given.zone, folder: world.folder },
    weightOf: request.weightOf,
    candidates: isOpen ? undefined : request.candidates,
    plans: previous === undefined ? shown : [{ title: 'before', distribution: previous }, ...shown],
    rules: listRules(policy),
    command: `dydisnix plan -s ${given.services} -i ${given.infrastructure}`,
  });
  const planner = given.withPlanner ? makePlanner(given, request.candidates, models) : undefined;
  const html = writePlanPage(document, planner, { compress, sha256 });
  return {
    ...writeResult(html, { outputFile: given.output }, world),
    diagnostics: [...findings.all, ...named.warnings],
  };
}

/** Those that options name, and those of a policy that stand in properties. */
function listResources(given: Given, policy: Policy | undefined) {
  const named = pairResources(given);
  const ofPolicy = (policy?.capacities ?? []).flatMap(({ need, have }) =>
    typeof need === 'string' && typeof have === 'string' ? [{ serviceProperty: need, targetProperty: have }] : [],
  );
  return named.length > 0 ? named : ofPolicy;
}

function listRules(policy: Policy | undefined) {
  return (policy?.rules ?? []).map(rule => ({
    name: rule.name,
    kind: rule.kind,
    soft: rule.soft !== undefined,
    services: 'services' in rule ? rule.services : [],
    broken: '',
  }));
}

/** @throws InputError where the planner for pages was not built */
function makePlanner(
  given: Given,
  candidates: Parameters<typeof writeModelsJson>[0]['candidates'],
  models: ReturnType<typeof loadModels>,
): PagePlanner {
  const program = readPagePlanner();
  if (program === undefined) throw usageError('--with-planner: the planner for pages is not installed');
  const { services, infrastructure, evaluator } = models;
  const policy = given.policy === undefined ? undefined : readPolicyValue(given.policy, models);
  const written = writeModelsJson({ services, infrastructure, candidates, policy }, evaluator.host);
  return { program, models: written };
}
