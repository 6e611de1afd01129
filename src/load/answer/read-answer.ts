/**
 * What a planner printed, read as data: the plan, what it is said to come to, and what is said of all other plans.
 */
import { InputError } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { decodeDistribution } from '../../model/decode-distribution.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import { measureNames } from '../../model/policy.ts';
import type { AnswerClaim, StageClaim } from '../../verify/answer/verify-answer.ts';
import type { PlacedMeasures } from '../../verify/placed-problem.ts';
import type { LoadedModels } from '../load-models.ts';
import { readAnyForm } from '../read-any-form.ts';
import { readModelText } from '../read-data.ts';
import type { World } from '../world.ts';
import { measureOf } from './ask-system.ts';
import { DataReader } from './data-reader.ts';

/** Whose answers can be checked. */
export const answeringPlanners = ['multiwaycut', 'place', 'graphcol', 'minsetcover', 'divide'] as const;
/** One of them. */
export type AnsweringPlanner = (typeof answeringPlanners)[number];

/** An answer as it was read. */
export interface Answer {
  /** By what it has in it; undefined where that does not tell. */
  readonly planner: AnsweringPlanner | undefined;
  readonly claim: AnswerClaim;
  /** The file that is said to hold what proves its bound. */
  readonly certificate?: string | undefined;
}

/**
 * Reads an answer: an object of `--json`, or a plan in any other form, which claims nothing.
 * @throws UserError where it cannot be read
 */
export function readAnswer(file: string, models: LoadedModels, world: World, findings: Findings): Answer {
  const text = readModelText(file, models.evaluator, world);
  const data = text?.form === 'json' ? DataReader.of(text.name, text.text) : undefined;
  if (data?.text('status') === 'impossible' || data?.text('status') === 'unknown') return readNoPlan(data);
  if (data?.has('error')) {
    const message = `"${file}" is the object of a run that failed: it has no answer that could be checked`;
    throw new InputError([{ severity: 'error', code: 'answer', message, file }]);
  }
  const plan = readPlan(file, models, world, findings);
  const planner = data === undefined ? undefined : recognise(data);
  const isPlain = data === undefined || planner === undefined;
  return {
    planner,
    certificate: data?.text('certificate'),
    claim: {
      plan,
      measures: isPlain ? new Map() : readMeasures(data, planner),
      written: isPlain ? new Map() : readWritten(data),
      stages: isPlain ? [] : readStages(data, planner),
      ...(data?.text('boundBy') === 'clique' ? { clique: data.texts('clique') } : {}),
      oddCycle: data?.text('boundBy') === 'odd cycle',
    },
  };
}

function readNoPlan(data: DataReader): Answer {
  const isProved = data.text('status') === 'impossible';
  if (isProved) return { planner: undefined, claim: { plan: undefined, measures: new Map(), stages: [] } };
  const message = 'no plan was found, and none was ruled out: there is nothing to check';
  throw new InputError([{ severity: 'error', code: 'answer', message }]);
}

function readPlan(file: string, models: LoadedModels, world: World, findings: Findings) {
  const value = readAnyForm(file, 'distribution', models, world);
  const plan: Distribution = decodeDistribution(value, file, models, findings);
  findings.throwIfErrors();
  return new Map([...plan.mappings.keys()].map(service => [service, targetsOf(plan, service)]));
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
      }));
    case 'multiwaycut': {
      const proved = data.object('proved');
      const first = { value: data.number('links'), bound: data.number('lowerBound'), isProved: data.is('optimal') };
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
