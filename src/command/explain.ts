import { InputError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { didYouMean } from '../base/suggest.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { decodeLinkWeights } from '../model/decode-link-weights.ts';
import {
  type Alternative,
  type Explanation,
  explainPlacement,
  type Link,
  type LinkReason,
} from '../plan/explain-placement.ts';
import { type Json, writeJson } from '../write/json.ts';
import type { Arguments, Command, Outcome, Surroundings } from './command.ts';
import { explainImpossible, type Planner, planners } from './explain-impossible.ts';
import { loadModels } from './load-models.ts';
import {
  distributionOption,
  evaluationOptions,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  required,
  servicesOption,
} from './model-options.ts';
import { omitOption } from './omit-option.ts';
import { readCapacities } from './read-capacities.ts';
import { readAnyForm } from './read-plan.ts';
import { writeResult } from './write-result.ts';

/** `dydisnix-explain`: why each service is where a plan has it, and why not elsewhere; or why there is no plan. */
export const explain: Command = {
  name: 'explain',
  summary: 'tell why a plan puts services where it does and what other places would cost, or why there is no plan',
  description:
    'The plan (-d) may be in any form that the planners print. With --candidates, the distribution that the planner chose from, targets that were no candidates are told apart. With --service-property and --target-property, capacities are told as well. With --impossible, -d is the distribution that the planner was given, and the answer is a set of services that have no plan even on their own: leave any one of them out, and the others have one.',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    { ...distributionOption, summary: 'the plan to explain: Nix, JSON or XML; with --impossible the candidates' },
    {
      name: 'impossible',
      value: 'PLANNER',
      choices: planners,
      summary: 'tell which services and targets leave this planner without a plan',
    },
    { name: 'time-limit', value: 'SECONDS', summary: 'how long --impossible may search (default 10)' },
    { name: 'candidates', value: 'FILE', summary: 'the distribution that lists the candidates of each service' },
    {
      name: 'service',
      value: 'NAME',
      repeatable: true,
      completes: 'service',
      summary: 'explain this service only',
    },
    {
      name: 'target',
      value: 'NAME',
      completes: 'target',
      summary: 'tell only why the service is not on this target',
    },
    { name: 'service-property', value: 'NAME', repeatable: true, summary: 'a property that says what a service needs' },
    {
      name: 'target-property',
      value: 'NAME',
      repeatable: true,
      summary: 'the property that says what a target has of it',
    },
    jsonOption,
    outputFileOption,
    ...evaluationOptions,
  ],
  examples: [
    {
      command: 'dydisnix-explain -s services.nix -i infrastructure.nix -d plan.nix --service web',
      effect: 'tells which links of web are local, which are not and why, and what each other target would cost',
    },
    {
      command:
        'dydisnix-explain -s services.nix -i infrastructure.nix -d plan.nix --candidates distribution.nix --service web --target test2',
      effect: 'tells why web is not on test2',
    },
    {
      command: 'dydisnix-explain --impossible graphcol -s services.nix -i infrastructure.nix -d distribution.nix',
      effect: 'tells which services make it impossible that every dependency is a network link',
    },
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  checkCombination(options);
  const models = loadModels(omitOption(options, 'distribution'), surroundings);
  const { services, infrastructure, findings } = models;
  const read = (name: string) => {
    const file = options.text(name);
    if (file === undefined) return undefined;
    return findings.attempt(() =>
      decodeDistribution(
        readAnyForm(file, 'distribution', models, surroundings),
        file,
        { services, infrastructure },
        findings,
      ),
    );
  };
  const planner = options.text('impossible') as Planner | undefined;
  if (planner !== undefined) {
    const given = read('distribution');
    findings.throwIfErrors();
    return explainImpossible(planner, given, models, options, surroundings);
  }
  const plan = read('distribution');
  const candidates = read('candidates');
  const weightOf = decodeLinkWeights(services, findings);
  const capacities = readCapacities(options, models);
  if (plan === undefined) throw new InputError(findings.all);
  const names = chooseServices(options, [...plan.mappings.keys()], findings);
  const target = options.text('target');
  if (target !== undefined && !infrastructure.targets.has(target)) {
    findings.error('unknown-target', `there is no target "${target}"`, {
      hint: didYouMean(target, infrastructure.targets.keys()),
    });
  }
  findings.throwIfErrors();
  const explained = explainPlacement({ services, infrastructure, plan, candidates, weightOf, capacities }, names);
  const shown = target === undefined ? explained : explained.map(one => keepTarget(one, target));
  const text = options.has('json')
    ? writeJson({ version: 1, services: shown.map(toJson) })
    : shown.map(one => tell(one, target)).join('\n');
  return writeResult(text, options, surroundings);
}

/** What belongs to a plan does not belong to the lack of one. */
function checkCombination(options: Arguments): void {
  const fail = (code: string, message: string, hint?: string): never => {
    throw new InputError([{ severity: 'error', code, message, hint }]);
  };
  if (!options.has('impossible')) {
    if (!options.has('distribution')) {
      fail('missing-option', 'dydisnix explain needs -d/--distribution FILE', 'the plan to explain: Nix, JSON or XML');
    }
    if (options.has('time-limit')) fail('usage', '--time-limit is for --impossible');
    return;
  }
  const other = ['service', 'target', 'candidates'].find(name => options.has(name));
  if (other !== undefined) fail('usage', `--${other} is about a plan and cannot be combined with --impossible`);
  if (options.text('impossible') !== 'graphcol' && !options.has('distribution')) {
    const message = `--impossible ${options.text('impossible')} needs -d/--distribution FILE`;
    fail('missing-option', message, 'the candidates of each service');
  }
}

function chooseServices(options: Arguments, planned: readonly string[], findings: Findings): readonly string[] {
  const asked = options.texts('service');
  for (const name of asked) {
    if (planned.includes(name)) continue;
    findings.error('unknown-service', `the plan has no service "${name}"`, { hint: didYouMean(name, planned) });
  }
  return asked.length === 0 ? planned : asked;
}

function keepTarget(explanation: Explanation, target: string): Explanation {
  return {
    ...explanation,
    alternatives: explanation.alternatives.filter(alternative => alternative.target === target),
  };
}

function tell(
  { service, targets, localLinks, networkLinks, alternatives }: Explanation,
  asked: string | undefined,
): string {
  if (asked !== undefined && targets.includes(asked)) return `${service} is on ${asked}.\n`;
  const lines = [
    `${service} is on ${targets.join(', ') || 'no target'}.`,
    ...(localLinks.length === 0 ? [] : [`  This keeps local: ${listLinks(localLinks)}.`]),
    ...networkLinks.map(link => `  Network link to ${listLinks([link])}: ${reasons[link.reason]}.`),
    ...alternatives.map(alternative => `  ${tellAlternative(alternative)}`),
  ];
  return `${lines.join('\n')}\n`;
}

const reasons: Readonly<Record<LinkReason, string>> = {
  'no-common-candidate': 'no plan can avoid it, for the two have no candidate in common',
  pinned: 'no plan can avoid it, for each of the two may go to one target only',
  'trade-off': 'the two have a candidate in common, but meeting there costs other links or was not found better',
};

function tellAlternative({
  target,
  isCandidate,
  position,
  extraWeight,
  newNetworkLinks,
  newLocalLinks,
  shortages,
}: Alternative): string {
  if (!isCandidate)
    return `Not on ${target}: it is no candidate${position === undefined ? '' : ` (the candidates are listed at ${position})`}.`;
  const clauses = [
    ...shortages.map(({ resource, shortBy }) => `${resource} is short by ${shortBy}`),
    extraWeight > 0 ? `costs ${extraWeight} more` : extraWeight < 0 ? `would save ${-extraWeight}` : 'costs the same',
    ...(newNetworkLinks.length === 0 ? [] : [`new network links to ${listLinks(newNetworkLinks)}`]),
    ...(newLocalLinks.length === 0 ? [] : [`local to ${listLinks(newLocalLinks)}`]),
  ];
  return `On ${target} instead: ${clauses.join('; ')}.`;
}

function listLinks(links: readonly Link[]): string {
  return links.map(({ other, weight }) => (weight === 1 ? other : `${other} (weight ${weight})`)).join(', ');
}

function toJson({ service, targets, localLinks, networkLinks, alternatives }: Explanation): Json {
  return {
    service,
    targets,
    localLinks: localLinks.map(link => ({ ...link })),
    networkLinks: networkLinks.map(link => ({ ...link })),
    alternatives: alternatives.map(({ position, newNetworkLinks, newLocalLinks, shortages, ...plain }) => ({
      ...plain,
      position: position?.toString(),
      newNetworkLinks: newNetworkLinks.map(link => ({ ...link })),
      newLocalLinks: newLocalLinks.map(link => ({ ...link })),
      shortages: shortages.map(shortage => ({ ...shortage })),
    })),
  };
}
