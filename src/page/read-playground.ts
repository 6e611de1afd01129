import { Findings } from '../base/findings.ts';
import { openPlanner, type Planner } from '../library/planner/open-planner.ts';
import { contentsOf } from '../library/planning/model-contents.ts';
import { fromPlainDistribution, toPlainDistribution } from '../library/planning/plain.ts';
import { readCapacities, shownResources } from '../load/read-capacities.ts';
import { prepareRequest } from '../plan/index.ts';
import { buildDocument } from '../write/cards/build-document.ts';
import { answerPlan, findFailure } from './answer-question.ts';
import { type ModelsReply, type PlaygroundFiles, playgroundFiles } from './playground-call.ts';
import { rulesOf } from './policy-in-document.ts';

/** Seconds that a plan may take while somebody writes. */
const timeLimit = 5;

/** Models that were read, and who plans them further. */
export interface ReadPlayground {
  readonly reply: ModelsReply;
  readonly planner: Planner | undefined;
}

/** Reads models out of files in memory and plans them; what is wrong is told with its places. */
export async function readPlayground(files: PlaygroundFiles): Promise<ReadPlayground> {
  try {
    const planner = await openPlayground(files);
    return { reply: await plan(planner), planner };
  } catch (error) {
    return { reply: { kind: 'wrong', findings: findFailure(error) }, planner: undefined };
  }
}

/** The models in files in memory. @throws InputError with all that is wrong in them */
export function openPlayground(files: PlaygroundFiles): Promise<Planner> {
  return openPlanner(sourcesOf(files), { files, programs: 'nobody' });
}

function sourcesOf(files: PlaygroundFiles) {
  const source = (name: keyof typeof playgroundFiles) => {
    const file = playgroundFiles[name];
    return (files[file] ?? '').trim() === '' ? undefined : { file };
  };
  return {
    services: source('services') ?? '{ }',
    infrastructure: source('infrastructure') ?? '{ }',
    distribution: source('distribution'),
    policy: source('policy'),
    previous: source('previous'),
  };
}

async function plan(planner: Planner): Promise<ModelsReply> {
  const { services, infrastructure, distribution: listed, policy, previous } = contentsOf(planner.models);
  const before = previous === undefined ? {} : toPlainDistribution(previous);
  const answer = await answerPlan(planner, {
    ...({ kind: 'plan', edits: [] } as const),
    ...{ previous: before, timeLimit, moveStateful: false },
  });
  const shown = answer.kind === 'planned' ? fromPlainDistribution(answer.distribution) : undefined;
  const findings = new Findings();
  const request = prepareRequest({ services, infrastructure, candidates: listed }, findings);
  const nothing = { bound: undefined, optimal: false, endedByClock: false };
  const { bound, optimal, endedByClock } = answer.kind === 'planned' ? answer : nothing;
  const document = buildDocument({
    ...{ title: 'Playground', services, infrastructure, listed, weightOf: request.weightOf },
    candidates: listed === undefined && request.pins.size === 0 ? undefined : request.candidates,
    capacities: readCapacities(shownResources(policy), { services, infrastructure, findings }),
    plans: [
      ...(previous === undefined ? [] : [{ title: 'before', distribution: previous }]),
      ...(shown === undefined ? [] : [{ title: 'plan', distribution: shown, bound, optimal, endedByClock }]),
    ],
    isUnderPolicy: policy !== undefined,
    rules: rulesOf(policy, { services, infrastructure }, shown, previous),
    command: commandOf({ distribution: listed, policy, previous }),
    folder: '/',
  });
  const noPlan = answer.kind === 'none' ? answer : undefined;
  return { kind: 'read', document, noPlan, findings: planner.models.warnings };
}

/** The command that plans these files. */
function commandOf(given: Partial<Record<keyof typeof playgroundFiles, unknown>>): string {
  const { services, infrastructure, distribution, policy, previous } = playgroundFiles;
  return [
    `dydisnix plan -s ${services} -i ${infrastructure}`,
    ...(given.distribution === undefined ? [] : [`-d ${distribution}`]),
    ...(given.policy === undefined ? [] : [`--policy ${policy}`]),
    ...(given.previous === undefined ? [] : [`--previous ${previous}`]),
  ].join(' ');
}
