import { InputError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { decodeInfrastructure } from '../model/decode-infrastructure.ts';
import { decodePolicy } from '../model/decode-policy.ts';
import { decodeServices } from '../model/decode-services.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Policy } from '../model/policy.ts';
import { AttributeSetValue, callWithArguments, EvaluationError, force, type Value } from '../nix/index.ts';
import {
  type DivideOptions,
  endedByClock,
  planDivision,
  planGraphCol,
  planMinSetCover,
  planMultiwayCut,
  planPlace,
} from '../plan/index.ts';
import { type Filter, type FilterArguments, isNull } from './filter.ts';

/** Seconds that one planner may take inside a QoS model. */
const timeLimit = 10;

const strategies: readonly DivideOptions['strategy'][] = ['greedy', 'highest-bidder', 'lowest-bidder', 'exact'];

/**
 * The filters of the second phase: they run a planner on what is left, in process. That there is no plan is a failure
 * that `tryEval` can catch.
 */
export const plannerFilters: readonly Filter[] = [
  {
    name: 'divide',
    parameters: ['strategy', 'services', 'infrastructure', 'distribution', 'serviceProperty', 'targetProperty'],
    run: given => {
      const strategy = readStrategy(given);
      const models = decodeModels(given, 'divide');
      const resources = readResources(given);
      const plan = attempt(given, findings =>
        planDivision(models, { strategy, resources, timeLimit, ...given.search }, findings),
      );
      if (plan.kind !== 'planned') throw given.noPlan(plan);
      return toPlainDistribution(plan.distribution);
    },
  },
  {
    name: 'multiwaycut',
    // Older QoS models give it the distribution alone.
    parameters: ['distribution'],
    optional: ['services', 'infrastructure'],
    run: given => {
      const models = decodeModels(given, 'multiwaycut');
      const plan = attempt(given, findings =>
        planMultiwayCut(models, { algorithm: 'auto', timeLimit, ...given.search }, findings),
      );
      if (plan.kind !== 'planned') throw given.noPlan(plan);
      return toPlainDistribution(plan.distribution);
    },
  },
  {
    name: 'place',
    parameters: ['services', 'infrastructure', 'distribution', 'policy'],
    optional: ['previousDistribution', 'timeLimit'],
    run: given => {
      const models = decodeModels(given, 'place');
      const policy = readPolicy(given, models);
      const seconds = given.has('timeLimit') ? given.number('timeLimit') : timeLimit;
      const request = { ...models, previous: readPrevious(given, models) };
      const plan = attempt(given, findings =>
        planPlace(request, { policy, timeLimit: seconds, ...given.search }, findings),
      );
      if (plan.kind !== 'planned') throw given.noPlan(plan);
      return toPlainDistribution(plan.distribution);
    },
  },
  {
    name: 'minsetcover',
    parameters: ['services', 'infrastructure', 'distribution', 'targetProperty'],
    optional: ['algorithm'],
    run: given => {
      const algorithm = given.has('algorithm') ? readAlgorithm(given) : 'greedy';
      const models = decodeModels(given, 'minsetcover');
      const targetProperty = given.text('targetProperty');
      const options = { targetProperty, algorithm, timeLimit, ...given.search };
      const plan = attempt(given, findings => planMinSetCover(models, options, findings));
      if (plan.kind !== 'planned') throw given.noPlan(plan);
      return toPlainDistribution(plan.distribution);
    },
  },
  {
    name: 'graphcol',
    parameters: ['services', 'infrastructure'],
    optional: ['distribution'],
    run: given => {
      const { candidates, ...models } = decodeModels(given, 'graphcol');
      const restricted = given.has('distribution') ? { candidates } : {};
      const request = { ...models, ...restricted };
      const plan = attempt(given, findings =>
        planGraphCol(request, { algorithm: 'auto', timeLimit, ...given.search }, findings),
      );
      if (plan.kind !== 'planned') throw given.noPlan(plan);
      return toPlainDistribution(plan.distribution);
    },
  },
];

type GivenModels = ReturnType<typeof decodeModels>;

/** The policy: a set, or a function of some of `services`, `infrastructure` and `lib`, as a file of one is. */
function readPolicy(given: FilterArguments, models: GivenModels): Policy {
  const what = 'the policy given to place';
  const known = AttributeSetValue.from([
    ['services', given.slot('services')],
    ['infrastructure', given.slot('infrastructure')],
    ['lib', given.lib],
  ]);
  return attempt(given, findings => {
    const value = callWithArguments(force(given.slot('policy')), known, { what, file: what, callsPlain: true });
    const policy = decodePolicy(value, what, models, findings);
    findings.throwIfErrors();
    return policy;
  });
}

/** The plan before, where there is one; services and targets that are gone since are left out. */
function readPrevious(given: FilterArguments, models: GivenModels): Distribution | undefined {
  if (!given.has('previousDistribution') || isNull(given.slot('previousDistribution'))) return undefined;
  const value = given.set('previousDistribution');
  return attempt(given, findings =>
    decodeDistribution(value, 'the previous plan given to place', models, findings, 'drop'),
  );
}

function readStrategy(given: FilterArguments): DivideOptions['strategy'] {
  const asked = given.text('strategy');
  const strategy = strategies.find(each => each === asked);
  if (strategy !== undefined) return strategy;
  const message = `the filter divide knows no strategy "${asked}"`;
  const hint = `a strategy is one of ${strategies.join(', ')}`;
  throw new EvaluationError('invalid-argument', message, undefined, hint);
}

function readAlgorithm(given: FilterArguments): 'greedy' | 'exact' {
  const algorithm = given.text('algorithm');
  if (algorithm === 'greedy' || algorithm === 'exact') return algorithm;
  const message = `the filter minsetcover knows no algorithm "${algorithm}"`;
  throw new EvaluationError('invalid-argument', message, undefined, 'an algorithm is one of greedy, exact');
}

/**
 * The models that a filter is given, in the plain form of QoS models; without `distribution` every target is a
 * candidate.
 */
function decodeModels(given: FilterArguments, filter: string) {
  return attempt(given, findings => {
    const services = decodeServices(given.set('services'), `the services given to ${filter}`, findings);
    const infrastructure = decodeInfrastructure(
      given.set('infrastructure'),
      `the infrastructure given to ${filter}`,
      findings,
    );
    const candidates: Distribution = given.has('distribution')
      ? decodeDistribution(
          given.set('distribution'),
          `the distribution given to ${filter}`,
          { services, infrastructure },
          findings,
        )
      : { mappings: new Map() };
    findings.throwIfErrors();
    return { services, infrastructure, candidates };
  });
}

/** One resource, or with lists as many as these have. */
function readResources(given: FilterArguments): DivideOptions['resources'] {
  const needs = given.texts('serviceProperty');
  const haves = given.texts('targetProperty');
  if (needs.length !== haves.length) {
    throw new EvaluationError(
      'invalid-argument',
      `the filter divide is given ${needs.length} service properties and ${haves.length} target properties, but each pair is one resource`,
    );
  }
  return needs.map((serviceProperty, i) => ({ serviceProperty, targetProperty: haves[i] ?? serviceProperty }));
}

/** What is wrong with the arguments of a filter is an error of evaluation, so that it has a place and a trace. */
function attempt<T>(given: FilterArguments, step: (findings: Findings) => T): T {
  const findings = new Findings();
  const { filter } = given;
  try {
    const result = step(findings);
    for (const { severity, message, code } of findings.all) {
      if (severity === 'warning') given.warn(message, code === endedByClock ? code : undefined);
    }
    return result;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [first] = error.diagnostics;
    throw new EvaluationError(
      'invalid-argument',
      `the filter ${filter} refuses what it is given: ${error.message}`,
      first?.position,
      first?.hint,
    );
  }
}

/** Service → list of target names: the form of distributions inside QoS models. */
export function toPlainDistribution({ mappings }: Distribution): Value {
  return AttributeSetValue.from([...mappings].map(([service, list]) => [service, list.map(({ target }) => target)]));
}
