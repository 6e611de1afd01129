import { describe, expect, test } from 'vitest';
import { Findings } from '../../../../src/base/findings.ts';
import { decodePolicy } from '../../../../src/model/decode-policy.ts';
import { measurePlan } from '../../../../src/plan/place/report/measure-plan.ts';
import { posePlace } from '../../../../src/plan/pose-place.ts';
import { evaluate, models, shop } from '../../../model/policies.ts';

/** What a plan of the shop comes to: replicas in the order of their ids, each with its target. */
function measure(policyText: string, places: readonly string[], before?: Readonly<Record<string, readonly string[]>>) {
  const findings = new Findings();
  const both = models(shop, findings);
  const policy = decodePolicy(evaluate(policyText), 'placement.nix', both, findings);
  const previous = before && {
    mappings: new Map(Object.entries(before).map(([name, list]) => [name, list.map(target => ({ target }))])),
  };
  const posed = posePlace({ ...both, previous }, policy, findings);
  expect(posed.nodes).toHaveLength(places.length);
  const label = Int32Array.from(places, place => posed.labels.findIndex(({ name }) => name === place));
  return measurePlan(posed, label);
}

describe('the report of a plan', () => {
  test('has links by the levels of the policy, from the inside outwards', () => {
    const policy =
      '{ links = { by = [ "rack" "zone" ]; cost = [ 1 2.5 10 ]; }; replicas.cache = 2; capacities.memory = { }; }';
    const { links, measures } = measure(policy, ['t1', 't3', 't2', 't1']);
    // cache on t1 and t3, db on t2, web on t1.
    expect(links).toEqual([
      { within: 'target', count: 1, weight: 1, cost: '0' },
      { within: 'rack', count: 0, weight: 0, cost: '0' },
      { within: 'zone', count: 1, weight: 1, cost: '2.5' },
      { within: undefined, count: 1, weight: 1, cost: '10' },
    ]);
    expect(measures.links).toBe('12.5');
  });

  test('has a link to the nearest replica where that is', () => {
    const policy = '{ links = { by = [ "zone" ]; cost = [ 1 3 ]; replicas = "nearest"; }; replicas.cache = 2; }';
    const { links } = measure(policy, ['t1', 't3', 't2', 't1']);
    expect(links.map(({ count, cost }) => [count, cost])).toEqual([
      [1, '0'],
      [1, '1'],
      [0, '0'],
    ]);
  });

  test('has loads with what is comfortable, what is handed out, and what moves at the same time', () => {
    const policy = `{
      capacities.memory = { comfortable = 0.3; overcommit = 1.1; transient = true; };
      minimise = [ "links" "load" ];
    }`;
    const [memory] = measure(policy, ['t1', 't2', 't1'], { db: ['t1'], web: ['t1'] }).loads;
    expect(memory?.capacity).toBe('memory');
    expect(memory?.targets).toEqual([
      {
        target: 't1',
        used: '3',
        have: '8.8',
        comfortable: '2.64',
        whileMoving: '7',
        share: 3 / 8.8,
        isComfortable: false,
        isOverloaded: false,
      },
      {
        target: 't2',
        used: '4',
        have: '8.8',
        comfortable: '2.64',
        whileMoving: undefined,
        share: 4 / 8.8,
        isComfortable: false,
        isOverloaded: false,
      },
      {
        target: 't3',
        used: '0',
        have: '17.6',
        comfortable: '5.28',
        whileMoving: undefined,
        share: 0,
        isComfortable: true,
        isOverloaded: false,
      },
    ]);
  });

  test('has the moves of stateful services first, pairs old with new places, and knows newcomers', () => {
    const policy = '{ replicas.web = 3; moves = { stateful = "allowed"; weights.cache = 2; }; }';
    const { moves, measures, hasPrevious } = measure(policy, ['t2', 't3', 't1', 't2', 't3'], {
      db: ['t1'],
      cache: ['t1'],
      web: ['t1'],
    });
    expect(hasPrevious).toBe(true);
    expect(moves).toEqual([
      { service: 'db', from: 't1', to: 't3', stateful: true, weight: '1' },
      { service: 'cache', from: 't1', to: 't2', stateful: false, weight: '2' },
    ]);
    expect(measures.moves).toBe('3');
  });

  test('has the soft rules that are not met, each once, with who is concerned', () => {
    const policy = `{
      rules = [
        { apart = [ "db" "web" "cache" ]; soft = 2.5; name = "all apart"; }
        { avoid = [ "db" "web" ]; where.zone = "a"; soft = 1; }
        { spread = [ "db" "web" ]; by = "zone"; maxSkew = 1; soft = 4; }
        { together = [ "db" "cache" ]; soft = 1; }
      ];
    }`;
    const { wishes, measures } = measure(policy, ['t1', 't1', 't1']);
    expect(wishes).toEqual([
      { rule: 'all apart', violations: 2, counts: '5', services: ['cache', 'db', 'web'] },
      { rule: 'avoid db, web where zone a', violations: 2, counts: '2', services: ['db', 'web'] },
      {
        rule: 'spread db, web by zone with a skew of at most 1',
        violations: 1,
        counts: '4',
        services: ['db', 'web'],
      },
    ]);
    expect(measures.wishes).toBe('11');
  });

  test('has what used targets cost', () => {
    const { targets, measures } = measure('{ cost = "price"; minimise = [ "cost" ]; }', ['t1', 't3', 't3']);
    expect(targets).toEqual([
      { target: 't1', replicas: 1, cost: '10' },
      { target: 't3', replicas: 2, cost: '2.5' },
    ]);
    expect(measures.cost).toBe('12.5');
  });
});
