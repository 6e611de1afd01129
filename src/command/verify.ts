import { showControls } from '../base/show-controls.ts';
import { addCapacities } from '../cli/add-capacities.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import {
  evaluationOptions,
  jsonOption,
  modelOptions,
  moveStatefulOption,
  outputFileOption,
  toRequest,
} from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, type PositionalTable, required } from '../cli/option-table.ts';
import { pairResources, resourceOptions } from '../cli/resource-options.ts';
import { usageError } from '../cli/usage.ts';
import { writeForm } from '../cli/write-result.ts';
import { type AnsweringPlanner, answeringPlanners } from '../load/answer/answering-planner.ts';
import { type AskedModels, askSystem } from '../load/answer/ask-system.ts';
import { readAnswer } from '../load/answer/read-answer.ts';
import { readCertificate } from '../load/answer/read-certificate.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { readAnyForm } from '../load/read-any-form.ts';
import { readPolicy } from '../load/read-policy.ts';
import type { World } from '../load/world.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import type { Distribution } from '../model/distribution.ts';
import { one, type Policy, plainCapacity, policyOfServices } from '../model/policy.ts';
import { verifyAnswer } from '../verify/answer/verify-answer.ts';
import { describeFaults, verdictToJson, writeVerdict } from '../write/verdict.ts';

const positionals = {
  ANSWER: { kind: 'file', summary: 'what a planner printed: the object of --json, or a plan alone', required: true },
} as const satisfies PositionalTable;

const options = {
  planner: {
    kind: 'text',
    value: 'NAME',
    choices: answeringPlanners,
    summary: 'whose answer it is, where that cannot be told: of a plan alone, and of "impossible"',
  },
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: modelOptions.distribution,
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
  ...resourceOptions,
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
  summary: 'check the answer of a planner against the models, without any planner',
  description:
    'Reads the models anew and counts everything that the answer says: where services may be, links, targets, cost, ' +
    'moves, room, rules. What it says of all other plans is certified by a clique, an odd cycle, or by trying all ' +
    'plans where these are few; where nothing certifies it, that is said: "by search, not certified". Give the ' +
    'options that the planner was given. ' +
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
  ],
  run,
});

function run(given: Given, world: World): Outcome {
  const loaded = loadModels(toRequest(given), world);
  const { findings, services, infrastructure, distribution } = loaded;
  const answer = readAnswer(given.answer, loaded, world, findings);
  const certificate = given.certificate ?? answer.certificate;
  const proof = certificate === undefined ? {} : readCertificate(certificate, loaded, world);
  const planner = given.planner ?? answer.planner;
  if (planner === undefined) throw usageError('whose answer this is cannot be told from it: say it with --planner');
  const isCover = planner === 'minsetcover';
  const asked: AskedModels = {
    services,
    infrastructure,
    candidates: distribution,
    previous: given.previous === undefined ? undefined : readPrevious(given.previous, loaded, world),
    policy: policyOf(planner, given, loaded),
    moveStateful: given.moveStateful,
    isReplicated: given.replicas !== undefined,
    isFragile: planner === 'graphcol',
    onlyWithCost: isCover,
  };
  findings.throwIfErrors();
  const system = askSystem(asked, findings);
  findings.throwIfErrors();
  world.progress('checking the answer');
  const verdict = verifyAnswer(system, { ...answer.claim, ...proof }, given.work);
  const faults = describeFaults(verdict, given.answer);
  const data = () => verdictToJson(verdict, system.beyond);
  if (faults.length > 0) return { exitCode: 1, data: data(), diagnostics: [...findings.all, ...faults] };
  const forms = { data, text: () => showControls(writeVerdict(verdict, system.beyond)) };
  return { ...writeForm(forms, given, world), diagnostics: findings.all };
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
