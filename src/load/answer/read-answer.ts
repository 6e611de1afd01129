/**
 * What a planner printed, read as data: the plan, what it is said to come to, and what is said of all other plans.
 */
import { InputError } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { decodeDistribution } from '../../model/decode-distribution.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import { measureNames } from '../../model/policy.ts';
import type { AnswerClaim, ClaimedDemand, NoPlanClaim, StageClaim } from '../../verify/answer/answer-claim.ts';
import type { PlacedMeasures } from '../../verify/placed-problem.ts';
import type { LoadedModels } from '../load-models.ts';
import { readAnyForm } from '../read-any-form.ts';
import { readModelText } from '../read-data.ts';
import type { World } from '../world.ts';
import type { AnsweringPlanner } from './answering-planner.ts';
import { measureOf } from './ask-system.ts';
import { DataReader } from './data-reader.ts';
import { findContradictions } from './find-contradictions.ts';
import { listUnseen, readDetails } from './read-details.ts';
import { tellsIds } from './read-id-answer.ts';

/** An answer as it was read. */
export interface Answer {
  /** By what it has in it; undefined where that does not tell. */
  readonly planner: AnsweringPlanner | undefined;
  readonly claim: AnswerClaim;
  /** What it says that cannot be counted again, in words. */
  readonly beyond?: readonly string[];
  /** The file that is said to hold what proves its bound. */
  readonly certificate?: string | undefined;
}

/**
 * Reads an answer: an object of `--json`, or a plan in any other form, which claims nothing. Ids, which are no plan,
 * are told to be ids.
 * @throws UserError where it cannot be read
 */
export function readAnswer(file: string, models: LoadedModels, world: World, findings: Findings): Answer | 'ids' {
  const text = readModelText(file, models.evaluator, world);
  const data = text?.form === 'json' ? DataReader.of(text.name, text.text) : undefined;
  if (data?.text('status') === 'impossible' || data?.text('status') === 'unknown') return readNoPlan(data);
  if (data?.has('error')) {
    const message = `"${file}" is the object of a run that failed: it has no answer that could be checked`;
    throw new InputError([{ severity: 'error', code: 'answer', message, file }]);
  }
  if (text !== undefined && tellsIds(text, data)) return 'ids';
  const read = readPlan(file, models, world, findings);
  const planner = data === undefined ? undefined : recognise(data);
  const isPlain = data === undefined || planner === undefined;
  return {
    planner,
    certificate: data?.text('certificate'),
    beyond: isPlain ? [] : listUnseen(data, planner),
    claim: {
      ...read,
      measures: isPlain ? new Map() : readMeasures(data, planner),
      written: isPlain ? new Map() : readWritten(data),
      stages: isPlain ? [] : readStages(data, planner),
      ...(planner === 'graphcol' ? { clique: data?.texts('clique') ?? [] } : {}),
      oddCycle: data?.text('boundBy') === 'odd cycle',
      // Of replicas each pair counts, and planners by policy say it otherwise.
      totalLinks: planner === 'multiwaycut' ? data?.number('totalLinks') : undefined,
      details: isPlain ? {} : readDetails(data, planner),
      contradictions: data === undefined ? [] : findContradictions(data, planner, read.plan),
    },
  };
}

function readNoPlan(data: DataReader): Answer {
  const isProved = data.text('status') === 'impossible';
  const reason = data.object('reason');
  if (isProved) {
    const noPlan = reason && readReason(reason);
    return { planner: undefined, claim: { plan: undefined, measures: new Map(), stages: [], noPlan } };
  }
  const message = 'no plan was found, and none was ruled out: there is nothing to check';
  throw new InputError([{ severity: 'error', code: 'answer', message }]);
}

function readDemand(data: DataReader): ClaimedDemand {
  return {
    ...{ kind: data.text('kind') ?? '', name: data.text('name') ?? '' },
    ...{ target: data.text('target'), services: data.texts('services') },
  };
}

function readReason(reason: DataReader): NoPlanClaim {
  const shortage = reason.object('shortage');
  const counted = shortage?.object('counted');
  const services = reason.texts('services');
  return {
    demands: reason.text('kind') === 'demand-conflict' ? reason.objects('demands').map(readDemand) : undefined,
    isMinimal: reason.is('minimal'),
    crowd: shortage &&
      counted && {
        ...{ services: shortage.texts('services'), targets: shortage.texts('targets') },
        ...{ kind: counted.text('kind') ?? '', capacity: counted.text('capacity'), least: counted.text('least') },
      },
    clique: reason.text('because') === 'clique' ? services : [],
    services,
  };
}

function readPlan(file: string, models: LoadedModels, world: World, findings: Findings) {
  const value = readAnyForm(file, 'distribution', models, world);
  const plan: Distribution = decodeDistribution(value, file, models, findings);
  findings.throwIfErrors();
  const services = [...plan.mappings.keys()];
  const containersOf = (service: string): readonly (string | undefined)[] => {
    const first = new Map([...(plan.mappings.get(service) ?? [])].reverse().map(one => [one.target, one.container]));
    return targetsOf(plan, service).map(target => first.get(target));
  };
  return {
    plan: new Map(services.map(service => [service, targetsOf(plan, service)])),
    containers: new Map(services.map(service => [service, containersOf(service)])),
  };
}

function recognise(data: DataReader): AnsweringPlanner | undefined {
  if (data.has('colours')) return 'graphcol';
  if (data.has('strategy')) return 'divide';
  if (data.has('objectives')) return 'place';
  if (data.has('totalLinks')) return 'multiwaycut';
  return data.has('cost') && data.has('lowerBound') ? 'minsetcover' : undefined;
}

function readMeasures(data: DataReader, planner: AnsweringPlanner): ReadonlyMap<keyof PlacedMeasures, number> {
  const named =
    planner === 'graphcol'
      ? ([['labels', 'colours']] as const)
      : measureNames.map(name => [measureOf(name), name] as const);
  return new Map(
    named.flatMap(([measure, member]) => {
      // A cover lists its targets.
      const said = planner === 'minsetcover' && member === 'targets' ? data.texts(member).length : data.number(member);
      return said === undefined ? [] : [[measure, said] as const];
    }),
  );
}

/** Amounts in full: what a number of the machine holds of one may be less. */
function readWritten(data: DataReader): ReadonlyMap<keyof PlacedMeasures, string> {
  return new Map(
    measureNames.flatMap(name => {
      const written = data.written(name);
      return written === undefined ? [] : [[measureOf(name), written] as const];
    }),
  );
}

function readStages(data: DataReader, planner: AnsweringPlanner): readonly StageClaim[] {
  switch (planner) {
    case 'divide':
      return [];
    case 'place':
      return data.objects('objectives').map(one => ({
        value: one.number('value'),
        bound: one.number('bound'),
        isProved: one.is('proved'),
        isCertified: one.is('certified'),
      }));
    case 'multiwaycut': {
      const proved = data.object('proved');
      const first = {
        ...{ value: data.number('links'), bound: data.number('lowerBound'), isProved: data.is('optimal') },
        isCertified: data.object('certified')?.is('links') === true,
      };
      const others = ['targets', 'moves'].map(name => ({
        value: data.number(name),
        isProved: proved?.is(name) === true,
      }));
      return [first, ...others];
    }
    default: {
      const value = data.number(planner === 'graphcol' ? 'colours' : 'cost');
      return [{ value, bound: data.number('lowerBound'), isProved: data.is('optimal') }];
    }
  }
}
