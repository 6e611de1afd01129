import { describe, expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import {
  type ColouringGraph,
  type ColouringSink,
  createProblemGraph,
  type PlacementGraph,
  type PlacementSink,
} from '../../src/graph/problem-graph.ts';
import { targetsOf } from '../../src/model/distribution.ts';
import type { Outcome, Plan, Planner } from '../../src/plan/planner.ts';
import { prepareRequest } from '../../src/plan/prepare-request.ts';
import { distribution, infrastructureModel, servicesModel } from '../graph/models.ts';

const infrastructure = infrastructureModel([
  ['test1', []],
  ['test2', []],
]);

describe('preparing a request', () => {
  it('leaves a pinned service its pin, with or without candidates', () => {
    const services = servicesModel([
      ['a', { attributes: [['pinnedTo', 'test2']] }],
      ['b', {}],
    ]);
    const candidates = distribution([['a', ['test1', 'test2']]]);
    for (const request of [
      { services, infrastructure },
      { services, infrastructure, candidates },
    ]) {
      const findings = new Findings();
      const prepared = prepareRequest(request, findings);
      expect(findings.all).toEqual([]);
      expect(targetsOf(prepared.candidates, 'a')).toEqual(['test2']);
      expect([...prepared.pins.keys()]).toEqual(['a']);
      expect(prepared.pinsOf(['b', 'a'])).toMatchObject([{ service: 'a', target: 'test2' }]);
    }
  });

  it('reports wrong pins and weights once, however often it is asked', () => {
    const services = servicesModel([
      [
        'a',
        {
          attributes: [
            ['pinnedTo', 'test3'],
            ['linkWeights', 1],
          ],
        },
      ],
    ]);
    const findings = new Findings();
    const prepared = prepareRequest({ services, infrastructure }, findings);
    expect(prepareRequest(prepared, findings)).toBe(prepared);
    expect(findings.all.map(({ code }) => code)).toEqual(['link-weights', 'pin']);
  });

  it('narrows to some of the services', () => {
    const services = servicesModel([
      ['a', { dependsOn: ['b'], attributes: [['pinnedTo', 'test2']] }],
      ['b', {}],
    ]);
    const prepared = prepareRequest({ services, infrastructure }, new Findings());
    expect([...prepared.restrictTo(['a']).candidates.mappings]).toEqual([['a', [{ target: 'test2' }]]]);
    expect(prepareRequest(prepared.restrictTo(['a']), new Findings()).weightOf).toBe(prepared.weightOf);
  });
});

describe('the contract', () => {
  it('is met by a planner that has no plan, and says on which graph', () => {
    const plan: Planner<{ readonly write: (sink: PlacementSink) => void }, Plan<PlacementGraph, never>> = (
      _,
      { write },
    ) => {
      const problem: PlacementGraph & PlacementSink = createProblemGraph();
      write(problem);
      return { kind: 'impossible', reason: { kind: 'no-candidates', services: ['a'] }, problem };
    };
    const write = (sink: PlacementSink) => {
      sink.setGraph({ problem: 'placement' });
      sink.setNode('app:a', { kind: 'service', name: 'a' });
    };
    const outcome: Outcome<Plan<PlacementGraph, never>> = plan(
      { services: servicesModel([['a', {}]]), infrastructure },
      { write },
      new Findings(),
    );
    expect(outcome.kind).toBe('impossible');
    expect(outcome.problem.node('app:a').name).toBe('a');
  });

  it('has graphs that are written and read by the same object', () => {
    const graph: ColouringGraph & ColouringSink = createProblemGraph();
    graph.setGraph({ problem: 'colouring', colours: ['test1'] });
    expect(graph.graph().colours).toEqual(['test1']);
  });
});
