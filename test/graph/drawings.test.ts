import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../src/base/bytes.ts';
import { countComponents } from '../../src/graph/count-components.ts';
import { buildDistributionGraph } from '../../src/graph/distribution-graph.ts';
import {
  drawColouringProblem,
  drawPlacementProblem,
  drawResolvedColouring,
  drawResolvedPlacement,
} from '../../src/graph/draw-problem.ts';
import type { Drawing } from '../../src/graph/drawing.ts';
import { buildInfrastructureGraph } from '../../src/graph/infrastructure-graph.ts';
import { containerId, hostId, placementId, serviceId, targetId } from '../../src/graph/node-id.ts';
import { listServiceLinks } from '../../src/graph/service-links.ts';
import { distribution, example, infrastructureModel, servicesModel } from './models.ts';
import { colouredGraph, colouringGraph, cutGraph, placementGraph } from './problems.ts';

/** `a -label- b` for each edge. */
function edges(drawing: Drawing): string[] {
  return drawing.edges().map(edge => {
    const { kind, label, loose } = drawing.edge(edge);
    return `${edge.v} ${kind}${loose ? '?' : ''}${label === undefined ? '' : `=${fromBytes(label)}`} ${edge.w}`;
  });
}

const allOnFirst = distribution(['testService1', 'testService2', 'testService3'].map(key => [key, ['testtarget1']]));

describe('the graphs of the three-service example', () => {
  it('links services that depend on each other, whoever needs whom', () => {
    const drawing = drawColouringProblem(colouringGraph(example.services, ['t1']));
    expect(drawing.isDirected()).toBe(false);
    expect(edges(drawing)).toEqual([
      'service:testService1 link service:testService2',
      'service:testService1 link service:testService3',
      'service:testService2 link service:testService3',
    ]);
  });

  it('shows the colour and the target of each service', () => {
    const colours = new Map([
      ['testService1', 0],
      ['testService2', 1],
      ['testService3', 2],
    ]);
    const drawing = drawResolvedColouring(colouredGraph(example.services, { colours, targets: ['t0', 't1', 't2'] }));
    expect(drawing.node(serviceId('testService2'))).toEqual({
      kind: 'service',
      lines: ['testService2', '1: t1'],
      service: 'testService2',
      paint: 1,
    });
  });

  it('has an edge of weight 1 for each dependency and of n² for each candidate', () => {
    const drawing = drawPlacementProblem(placementGraph(example), example.infrastructure);
    expect(drawing.nodes()).toEqual([
      ...['app:testService1', 'app:testService2', 'app:testService3'],
      ...['host:testtarget1', 'host:testtarget2', 'host:testtarget3'],
    ]);
    expect(edges(drawing).slice(0, 4)).toEqual([
      'app:testService1 link=1 app:testService2',
      'app:testService1 link=1 app:testService3',
      'app:testService2 link=1 app:testService3',
      'app:testService1 candidate=n² host:testtarget1',
    ]);
    expect(drawing.edgeCount()).toBe(12);
  });

  it('leaves the unused targets alone once it is cut', () => {
    const drawing = drawResolvedPlacement(cutGraph(example, allOnFirst), example.infrastructure);
    expect(drawing.neighbors(hostId('testtarget2'))).toEqual([]);
    expect(drawing.neighbors(hostId('testtarget3'))).toEqual([]);
    expect(drawing.neighbors(hostId('testtarget1'))).toHaveLength(3);
    expect(countComponents(drawing)).toBe(3);
  });

  it('puts containers into their targets', () => {
    const drawing = buildInfrastructureGraph(example.infrastructure);
    expect(drawing.parent(containerId('testtarget1', 'echo'))).toBe(targetId('testtarget1'));
    expect(drawing.children(targetId('testtarget3'))).toEqual([]);
  });
});

describe('a resolved multiway cut', () => {
  it('cuts the links between targets and weighs those that remain', () => {
    const plan = distribution([
      ['testService1', ['testtarget1']],
      ['testService2', ['testtarget1']],
      ['testService3', ['testtarget2']],
    ]);
    const drawing = drawResolvedPlacement(cutGraph({ ...example, weightOf: () => 7 }, plan), example.infrastructure);
    expect(edges(drawing).filter(text => text.includes('link'))).toEqual(['app:testService1 link=7 app:testService2']);
  });
});

describe('a distribution', () => {
  const services = servicesModel([
    ['db', {}],
    ['web', { dependsOn: ['db'], connectsTo: ['mail'] }],
    ['mail', {}],
    ['idle', {}],
  ]);
  const infrastructure = infrastructureModel([
    ['t1', []],
    ['t2', []],
  ]);

  it('tells local dependencies from network links, per placement', () => {
    const plan = distribution([
      ['db', ['t1']],
      ['web', ['t2', 't1']],
      ['mail', ['t1', 't2']],
    ]);
    const drawing = buildDistributionGraph(services, infrastructure, plan, () => 3);
    expect(edges(drawing)).toEqual([
      'placement:t1/web local placement:t1/db',
      'placement:t2/web network=3 placement:t1/db',
      'placement:t1/web local? placement:t1/mail',
      'placement:t2/web local? placement:t2/mail',
    ]);
    expect(drawing.parent(placementId('t2', 'web'))).toBe(targetId('t2'));
    expect(drawing.parent(serviceId('idle'))).toBeUndefined();
  });
});

describe('links', () => {
  it('are unordered pairs without doubles and without services that depend on themselves', () => {
    const model = servicesModel([
      ['a', { dependsOn: ['a', 'b'], connectsTo: ['b'] }],
      ['b', { dependsOn: ['a'] }],
      ['c', { dependsOn: ['b', 'a'] }],
    ]);
    expect(listServiceLinks(model)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
  });
});
