import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { listServiceLinks } from '../../src/graph/service-links.ts';
import { decodeInfrastructure } from '../../src/model/decode-infrastructure.ts';
import { decodeServices } from '../../src/model/decode-services.ts';
import type { Distribution } from '../../src/model/distribution.ts';
import type { ServicesModel } from '../../src/model/service.ts';
import { explainPlacement } from '../../src/plan/explain-placement.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { rounds } from '../rounds.ts';

const weightOf = (a: string, b: string): number =>
  1 + ((a.length * 7 + Number(a.slice(1)) * 3 + Number(b.slice(1))) % 5);

/** The weight of the network links of a plan, counted anew. */
function costOf(services: ServicesModel, place: readonly number[]): number {
  return listServiceLinks(services)
    .filter(([a, b]) => place[Number(a.slice(1))] !== place[Number(b.slice(1))])
    .reduce((sum, [a, b]) => sum + weightOf(a, b), 0);
}

function toDistribution(place: readonly number[]): Distribution {
  return { mappings: new Map(place.map((target, service) => [`s${service}`, [{ target: `t${target}` }]])) };
}

test('what an alternative costs is the difference between two plans counted in full', () => {
  const infrastructure = decodeInfrastructure(
    createNodeHost().evaluateText('i', '{ t0 = {}; t1 = {}; t2 = {}; }', '/'),
    'i',
    new Findings(),
  );
  const pairs = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 12 });
  const places = fc.array(fc.nat(2), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(pairs, places, fc.nat(6), (edges, place, moved) => {
      const model = place.map((_, service) => {
        const names = new Set(edges.filter(([a, b]) => a === service && a !== b).map(([, b]) => b));
        return `s${service} = { dependsOn = { ${[...names].map(b => `s${b} = { name = "s${b}"; };`).join(' ')} }; };`;
      });
      const services = decodeServices(
        createNodeHost().evaluateText('s', `{ ${model.join('\n')} }`, '/'),
        's',
        new Findings(),
      );
      const [explanation] = explainPlacement(
        { services, infrastructure, plan: toDistribution(place), candidates: undefined, weightOf },
        [`s${moved}`],
      );
      expect(explanation?.alternatives).toHaveLength(2);
      for (const { target, extraWeight } of explanation?.alternatives ?? []) {
        const changed = place.map((old, service) => (service === moved ? Number(target.slice(1)) : old));
        expect(extraWeight).toBe(costOf(services, changed) - costOf(services, place));
      }
    }),
    { seed: 8, numRuns: rounds({ short: 300, long: 3000 }) },
  );
});

test('alternatives are weighed for those alone of whom they are asked', () => {
  const host = createNodeHost();
  const services = decodeServices(host.evaluateText('s', '{ s0 = { }; s1 = { }; }', '/'), 's', new Findings());
  const infrastructure = decodeInfrastructure(
    host.evaluateText('i', '{ t0 = {}; t1 = {}; }', '/'),
    'i',
    new Findings(),
  );
  const asked: string[] = [];
  const findRemoval = (service: string) => {
    asked.push(service);
    return undefined;
  };
  const plan = toDistribution([0, 0]);
  const explanations = explainPlacement({ services, infrastructure, plan, candidates: plan, findRemoval, weightOf }, [
    's0',
    's1',
  ]);
  expect(asked).toEqual([]);
  expect(explanations[1]?.alternatives).toMatchObject([{ target: 't1', isCandidate: false }]);
  expect(explanations[1]?.alternatives).toBe(explanations[1]?.alternatives);
  expect(asked).toEqual(['s1']);
});

test('links that no plan can avoid are told apart, and shortages are counted', () => {
  const host = createNodeHost();
  const findings = new Findings();
  const services = decodeServices(
    host.evaluateText(
      's',
      'rec { a = {}; b = { dependsOn = { inherit a; }; }; c = { dependsOn = { inherit a b; }; }; }',
      '/',
    ),
    's',
    findings,
  );
  const infrastructure = decodeInfrastructure(host.evaluateText('i', '{ t1 = {}; t2 = {}; }', '/'), 'i', findings);
  const on = (...targets: string[]) => targets.map(target => ({ target }));
  const plan = {
    mappings: new Map([
      ['a', on('t1')],
      ['b', on('t2')],
      ['c', on('t1')],
    ]),
  };
  const candidates = {
    mappings: new Map([
      ['a', on('t1')],
      ['b', on('t2')],
      ['c', on('t1', 't2')],
    ]),
  };
  const capacity = {
    name: 'memory',
    needOf: () => 100n,
    capacityOf: (target: string) => (target === 't2' ? 150n : 200n),
    scale: 0,
    format: String,
  };
  const explained = explainPlacement(
    { services, infrastructure, plan, candidates, weightOf: () => 1, capacities: [capacity] },
    ['a', 'c'],
  );
  expect(explained[0]?.networkLinks).toEqual([{ other: 'b', weight: 1, reason: 'pinned', meeting: undefined }]);
  expect(explained[0]?.alternatives[0]).toMatchObject({ target: 't2', isCandidate: false });
  expect(explained[1]?.networkLinks).toMatchObject([{ other: 'b', weight: 1, reason: 'short' }]);
  expect(explained[1]?.alternatives[0]).toMatchObject({
    extraWeight: 0,
    shortages: [{ resource: 'memory', shortBy: '50' }],
  });
});
