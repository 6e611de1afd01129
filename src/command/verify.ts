import { showControls } from '../base/show-controls.ts';
import { addCapacities } from '../cli/add-capacities.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import { idResourcesOption, idsOption } from '../cli/id-options.ts';
import {
  evaluationOptions,
  jsonOption,
  modelOptions,
  moveStatefulOption,
  outputFileOption,
  toRequest,
} from '../cli/model-options.ts';
import {
  type ArgumentsOf,
  forOneOf,
  notWith,
  type OptionTable,
  type PositionalTable,
  required,
} from '../cli/option-table.ts';
import { pairResources, resourceOptions } from '../cli/resource-options.ts';
import { usageError } from '../cli/usage.ts';
import { writeForm } from '../cli/write-result.ts';
import { type AnsweringPlanner, answeringPlanners } from '../load/answer/answering-planner.ts';
import { askIds } from '../load/answer/ask-ids.ts';
import { type AskedModels, askSystem } from '../load/answer/ask-system.ts';
import { readAnswer } from '../load/answer/read-answer.ts';
import { readCertificate } from '../load/answer/read-certificate.ts';
import { readIdAnswer } from '../load/answer/read-id-answer.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { readAnyForm } from '../load/read-any-form.ts';
import { readIdResources, readIds } from '../load/read-ids.ts';
import { readPolicy } from '../load/read-policy.ts';
import type { World } from '../load/world.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import type { Distribution } from '../model/distribution.ts';
import { usualServiceProperty } from '../model/id-resources.ts';
import { noIdAssignments } from '../model/ids.ts';
import { one, type Policy, plainCapacity, policyOfServices } from '../model/policy.ts';
import type { Verdict } from '../verify/answer/answer-claim.ts';
import { verifyAnswer } from '../verify/answer/verify-answer.ts';
import { verifyIds } from '../verify/answer/verify-ids.ts';
import { describeFaults, verdictToJson, writeVerdict } from '../write/verdict.ts';

const positionals = {
  ANSWER: {
    kind: 'file',
    summary: 'what a planner printed: the object of --json, a plan alone, or an ids file',
    required: true,
  },
} as const satisfies PositionalTable;

/** What is asked of plans alone. */
const planOptions = {
  planner: {
    kind: 'text',
    value: 'NAME',
    choices: answeringPlanners,
    summary: 'whose answer it is, where that cannot be told: of a plan alone, and of "impossible"',
  },
  certificate: {
    kind: 'file',
    summary: 'what the planner wrote for its own --certificate; by default the file that the answer names',
  },
  policy: { kind: 'file', summary: 'the policy that the plan was asked under (docs/policy.md)' },
  previous: { kind: 'file', summary: 'the plan before, in any form, as the planner was given it' },
  'move-stateful': moveStatefulOption,
  replicas: {
    kind: 'text',
    value: 'HOW',
    choices: ['keep'],
    summary: 'keep: the planner was asked to keep to all targets that the distribution lists',
  },
  'target-property': resourceOptions['target-property'],
} as const satisfies OptionTable;

const options = {
  services: required(modelOptions.services),
  infrastructure: {
    ...modelOptions.infrastructure,
    required: { unless: ['id-resources'], hint: 'a plan names targets: give the model that has them with -i' },
  },
  distribution: {
    ...modelOptions.distribution,
    needs: [
      { option: 'infrastructure', message: 'a distribution (-d) names targets: give the model that has them with -i' },
    ],
  },
  ...notWith('id-resources', 'it says what was asked of a plan', planOptions),
  'service-property': {
    ...resourceOptions['service-property'],
    summary: 'the property that says what a service needs, as the planner was given it; of ids, which pools it wants',
  },
  'id-resources': {
    ...idResourcesOption['id-resources'],
    summary: 'the ID resources model: the answer is one of id-assign, or an ids file',
  },
  ...forOneOf(['id-resources'], 'says which ids there were: it goes with --id-resources', {
    ids: { ...idsOption.ids, summary: 'the ids file of the run before, as id-assign was given it' },
  }),
  work: {
    kind: 'number',
    value: 'LOOKS',
    least: 0,
    default: 3_000_000,
    summary: 'how many looks at a service and a target may be taken where all plans are tried',
  },
  ...jsonOption,
  ...outputFileOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options, typeof positionals>;

/** `dydisnix-verify`: checks an answer against the models, without any planner. */
export const verify = defineCommand({
  name: 'verify',
  summary: 'check the answer of a planner, or ids, against the models, without any planner',
  description:
    'Reads the models anew and counts everything that the answer says: where services may be, links, targets, cost, ' +
    'moves, room, rules. What it says of all other plans is certified by a clique, an odd cycle, or by trying all ' +
    'plans where these are few; where nothing certifies it, that is said: "by search, not certified". Of ids it ' +
    'counts who has which, whether they stayed, and what is said of changes. Give the options that the planner was ' +
    'given. ' +
    'Exit code 1: the answer is wrong.',
  positionals,
  options,
  examples: [
    {
      command: 'dydisnix-verify answer.json -s services.nix -i infrastructure.nix -d distribution.nix',
      effect: 'checks what multiwaycut --json printed, and tells how sure each part of it is',
    },
    {
      command: 'dydisnix-verify plan.nix -s services.nix -i infrastructure.nix --policy placement.nix --planner place',
      effect: 'checks that a plan keeps to a policy',
    },
    {
      command:
        'dydisnix-verify ids.nix -s services.nix -i infrastructure.nix -d distribution.nix --id-resources idresources.nix --ids ids.nix.previous',
      effect: 'checks an ids file against the models, and that nobody lost a valid id',
    },
  ],
  run,
});

/** What was found, and what was not looked at. */
interface Checked {
  readonly verdict: Verdict;
  readonly beyond: readonly string[];
}

function run(given: Given, world: World): Outcome {
  const loaded = loadModels(toRequest(given), world);
  const { findings } = loaded;
  const { verdict, beyond } =
    given.idResources === undefined
      ? checkPlan(given, loaded, world)
      : checkIds({ ...given, idResources: given.idResources }, loaded, world);
  const faults = describeFaults(verdict, given.answer);
  const data = () => verdictToJson(verdict, beyond);
  if (faults.length > 0) return { exitCode: 1, data: data(), diagnostics: [...findings.all, ...faults] };
  const forms = { data, text: () => showControls(writeVerdict(verdict, beyond)) };
  return { ...writeForm(forms, given, world), diagnostics: findings.all };
}

function checkPlan(given: Given, loaded: LoadedModels, world: World): Checked {
  const { findings, services, infrastructure, distribution } = loaded;
  const answer = readAnswer(given.answer, loaded, world, findings);
  if (answer === 'ids') {
    const hint = 'give the ID resources model with --id-resources, and the ids file before with --ids';
    throw usageError('these are ids, which are checked against the pools that they are of', hint);
  }
  const certificate = given.certificate ?? answer.certificate;
  const proof = certificate === undefined ? {} : readCertificate(certificate, loaded, world);
  const planner = given.planner ?? answer.planner;
  if (planner === undefined) throw usageError('whose answer this is cannot be told from it: say it with --planner');
  const asked: AskedModels = {
    services,
    infrastructure,
    candidates: distribution,
    previous: given.previous === undefined ? undefined : readPrevious(given.previous, loaded, world),
    policy: policyOf(planner, given, loaded),
    moveStateful: given.moveStateful,
    isReplicated: given.replicas !== undefined,
    isFragile: planner === 'graphcol',
    onlyWithCost: planner === 'minsetcover',
  };
  findings.throwIfErrors();
  const system = askSystem(asked, findings);
  findings.throwIfErrors();
  world.progress('checking the answer');
  const verdict = verifyAnswer(system, { ...answer.claim, ...proof }, given.work);
  return { verdict, beyond: [...system.beyond, ...(answer.beyond ?? [])] };
}

function checkIds(given: Given & { readonly idResources: string }, loaded: LoadedModels, world: World): Checked {
  const { findings, services, infrastructure, distribution, evaluator } = loaded;
  const resources = readIdResources(given.idResources, evaluator, findings);
  const before = given.ids === undefined ? undefined : readIds(given.ids, undefined, world, evaluator, findings);
  const claim = readIdAnswer(given.answer, loaded, world, findings);
  findings.throwIfErrors();
  const { kept = 0, changed = [], released = [] } = claim.changes ?? {};
  if (before === undefined && kept + changed.length + released.length > 0) {
    const hint = 'give the ids file before with --ids; what id-assign replaced is kept as FILE.previous';
    throw usageError('this answer says which ids were there before, so these are needed to check it', hint);
  }
  // What says that nothing was there before is checked as such; an ids file alone may be of any run.
  const isBeforeKnown = before !== undefined || claim.changes !== undefined;
  const asked = askIds(
    {
      ...{ services, distribution, resources },
      infrastructure: given.infrastructure === undefined ? undefined : infrastructure,
      previous: before ?? (isBeforeKnown || claim.ids === undefined ? noIdAssignments : claim.ids),
      serviceProperty: given.serviceProperty[0] ?? usualServiceProperty,
    },
    findings,
  );
  findings.throwIfErrors();
  world.progress('checking the ids');
  const verdict = verifyIds({ ...asked, isBeforeKnown, identity: before?.identity }, claim);
  return { verdict, beyond: isBeforeKnown ? [] : ['which ids there were before (--ids)'] };
}

/** What a planner keeps to and wants, as a policy. */
function policyOf(planner: AnsweringPlanner, given: Given, loaded: LoadedModels): Policy {
  const plain = policyOfServices(loaded.services);
  switch (planner) {
    case 'multiwaycut':
      return plain;
    case 'graphcol':
      return { ...plain, minimise: [new Map([['targets', one]])] };
    case 'minsetcover': {
      const [property = ''] = given.targetProperty;
      const cost = { property, fallback: undefined, position: undefined };
      return { ...plain, cost, minimise: [new Map([['cost', one]])] };
    }
    case 'divide': {
      const capacities = pairResources(given).map(({ serviceProperty, targetProperty }) => ({
        ...plainCapacity,
        name: targetProperty,
        need: serviceProperty,
        have: targetProperty,
      }));
      return { ...plain, capacities };
    }
    case 'place': {
      const said = given.policy === undefined ? plain : readPolicy(given.policy, loaded);
      return addCapacities(said, pairResources(given), loaded, loaded.findings);
    }
  }
}

/** The plan before; services and targets that are gone since are nobody's place. */
function readPrevious(file: string, loaded: LoadedModels, world: World): Distribution | undefined {
  const value = readAnyForm(file, 'previous', loaded, world);
  return value === null ? undefined : decodeDistribution(value, file, loaded, loaded.findings, 'keep');
}
