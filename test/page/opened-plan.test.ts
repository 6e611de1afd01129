import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyCommand, copyDistribution, copyPins, toPlanEdit } from '../../src/page/copy-out.ts';
import { describeEdit, editDocument, editPlaces, haveSame, type PageEdit } from '../../src/page/edit-places.ts';
import { OpenedPlan } from '../../src/page/opened-plan.ts';
import { compareDistributions, explainPlacement } from '../../src/plan/index.ts';
import { rounds } from '../rounds.ts';
import { sampleDocument, sampleInput } from './sample-document.ts';

const size = fc.record({ services: fc.integer({ min: 1, max: 25 }), machines: fc.integer({ min: 1, max: 8 }) });
const seed = fc.integer({ min: 1, max: 1e6 });

describe('a document that is opened', () => {
  it('tells of each service what explain tells, the costs of every other place included', () => {
    fc.assert(
      fc.property(seed, size, (number, count) => {
        const input = sampleInput(number, count);
        const plan = new OpenedPlan(sampleDocument(number, count));
        const { services, infrastructure, candidates, weightOf, capacities = [] } = input;
        const [, shown] = input.plans;
        if (shown === undefined) throw new Error('there is a plan');
        const given = { services, infrastructure, candidates, weightOf, capacities, plan: shown.distribution };
        const told = explainPlacement(given, plan.document.services.key);
        const places = plan.places(1);
        told.forEach((explanation, service) => {
          expect(plan.explain(places, service)).toEqual(explanation);
        });
      }),
      { seed: 5, numRuns: rounds({ short: 200, long: 3000 }) },
    );
  });

  it('counts what is moved, and links that cross, as diff and explain do', () => {
    fc.assert(
      fc.property(seed, size, (number, count) => {
        const input = sampleInput(number, count);
        const plan = new OpenedPlan(sampleDocument(number, count));
        const [before, after] = input.plans.map(one => one.distribution);
        if (before === undefined || after === undefined) throw new Error('there are two plans');
        const changes = compareDistributions(before, after, input.services);
        const moved = plan.places(1).filter((list, i) => !haveSame(list, plan.places(0)[i] ?? [])).length;
        expect(moved).toBe(changes.moved.length + changes.scaledIn.length + changes.scaledOut.length);
        const figures = plan.figures(plan.places(1));
        const crossing = figures.bundles.reduce((sum, { weight }) => sum + weight, 0);
        expect(figures.crossing.weight).toBe(crossing);
        const explained = plan.document.services.key.map((_, service) => plan.explain(plan.places(1), service));
        const ends = explained.flatMap(({ networkLinks }) => networkLinks);
        expect(2 * figures.crossing.count).toBe(ends.length);
        expect(2 * figures.crossing.weight).toBe(ends.reduce((sum, { weight }) => sum + weight, 0));
      }),
      { seed: 6, numRuns: rounds({ short: 200, long: 3000 }) },
    );
  });

  it('is as it was when a service is moved there and back', () => {
    fc.assert(
      fc.property(seed, size, fc.nat(), fc.nat(), (number, count, one, other) => {
        const plan = new OpenedPlan(sampleDocument(number, count));
        const places = plan.places(1);
        const service = one % count.services;
        const [from = 0] = places[service] ?? [];
        const to = other % count.machines;
        if (places[service]?.includes(to)) return;
        const there: PageEdit = { kind: 'move', service, from, to };
        const back: PageEdit = { kind: 'move', service, from: to, to: from };
        expect(editPlaces(places, [there, back])).toEqual(places);
        expect(editPlaces(places, [there])[service]).toContain(to);
        expect(plan.places(1)).toEqual(places);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('says why a machine is no candidate', () => {
    const input = sampleInput(3, { services: 8, machines: 4 });
    const plan = new OpenedPlan(sampleDocument(3, { services: 8, machines: 4 }));
    plan.document.services.key.forEach((key, service) => {
      const own = new Set(input.candidates?.mappings.get(key)?.map(({ target }) => target));
      plan.document.machines.name.forEach((name, machine) => {
        expect(plan.removal(service, machine) === '').toBe(own.has(name));
      });
    });
  });
});

describe('edits', () => {
  const document = sampleDocument(4, { services: 6, machines: 3 });
  const edits: readonly PageEdit[] = [
    { kind: 'pin', service: 0, machines: [1] },
    { kind: 'move', service: 1, from: 0, to: 2 },
    { kind: 'forbid', service: 2, machine: 0 },
    { kind: 'drain', machine: 1 },
    { kind: 'capacity', machine: 2, resource: 0, amount: '12.5' },
    { kind: 'without', service: 3 },
  ];

  it('have words, and names for planners', () => {
    expect(edits.map(edit => describeEdit(document, edit))).toEqual([
      'pin s0 to m1',
      'move s1 from m0 to m2',
      'keep s2 off m0',
      'drain m1',
      'm2 has 12.5 of memory',
      'without s3',
    ]);
    expect(edits.map(edit => toPlanEdit(document, edit).kind)).toEqual(edits.map(({ kind }) => kind));
  });

  it('change at once what they can', () => {
    const places = editPlaces([[0], [0], [0], [0], [1], [1]], edits);
    expect(places).toEqual([[1], [2], [0], [], [1], [1]]);
    expect(editDocument(document, edits).machines.have).toEqual([[null, 9, '125']]);
    expect(editDocument(document, [])).toBe(document);
  });

  it('are copied out: as words, as pins, as a distribution', () => {
    expect(copyCommand(document, edits)).toBe(
      'dydisnix plan -s s.nix -i i.nix --pin s0=m1 --pin s1=m2 --forbid s2=m0 --without m1 --capacity m2:memory=12.5 --without-service s3',
    );
    expect(copyPins(document, edits)).toBe('"s0".pinnedTo = "m1";\n"s1".pinnedTo = "m2";');
    const odd = { ...document, services: { ...document.services, key: ['$' + '{x}', "it's", 'c', 'd', 'e', 'f'] } };
    expect(copyPins(odd, edits.slice(0, 1))).toBe('"\\$' + '{x}".pinnedTo = "m1";');
    expect(copyCommand(odd, edits.slice(1, 2))).toContain(`--pin 'it'\\''s=m2'`);
    const plan = new OpenedPlan(document);
    expect(copyDistribution(plan, [[0, 1], [2], [], [], [], []])).toContain('"s0" = [');
  });
});
