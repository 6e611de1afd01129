import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { buildApplicationHostGraph, type PlacementBuilder } from '../../src/graph/application-host-graph.ts';
import { buildColouringGraph, type ColouringBuilder } from '../../src/graph/colouring-graph.ts';
import {
  drawColouringProblem,
  drawPlacementProblem,
  drawResolvedColouring,
  drawResolvedPlacement,
} from '../../src/graph/draw-problem.ts';
import type { Drawing } from '../../src/graph/drawing.ts';
import { appId, hostId, type NodeId, serviceId } from '../../src/graph/node-id.ts';
import type {
  CandidateEdge,
  GraphReader,
  GraphSink,
  LinkEdge,
  PlacementGraph,
  PlacementLabel,
  ServiceNode,
  TargetNode,
} from '../../src/graph/problem-graph.ts';
import { readColouring, readCut } from '../../src/graph/read-distribution.ts';
import { targetsOf } from '../../src/model/distribution.ts';
import { planDivision } from '../../src/plan/divide.ts';
import { planGraphCol } from '../../src/plan/graphcol.ts';
import { planMinSetCover } from '../../src/plan/minsetcover.ts';
import { planMultiwayCut } from '../../src/plan/multiwaycut.ts';
import { prepareRequest } from '../../src/plan/prepare-request.ts';
import { FrozenGraph } from '../../src/solve/graph/frozen-graph.ts';
import { freezePlacement } from '../../src/solve/placement/freeze-placement.ts';
import { distribution, infrastructureModel, servicesModel, targetsWith } from '../graph/models.ts';
import { placementGraph } from '../graph/problems.ts';
import { without } from '../graph/without-edges.ts';
import { rounds } from '../rounds.ts';
import { requestOf, system } from './random-request.ts';

/** `v -- w` for each edge, whichever end comes first. */
function edgesOf(graph: { edges(): readonly { readonly v: string; readonly w: string }[] }): readonly string[] {
  return graph.edges().map(({ v, w }) => [v, w].sort().join(' -- '));
}

const solving = { algorithm: 'auto', timeLimit: 60 } as const;
const runs = { seed: 11, numRuns: rounds({ short: 150, long: 3000 }) };

describe('a builder that leaves an edge out', () => {
  const request = {
    services: servicesModel([
      ['a', { dependsOn: ['b'] }],
      ['b', {}],
    ]),
    infrastructure: infrastructureModel([
      ['t1', []],
      ['t2', []],
    ]),
    candidates: distribution([
      ['a', ['t1', 't2']],
      ['b', ['t2']],
    ]),
  };
  const cut = (v: NodeId, w: NodeId) => {
    const build: PlacementBuilder = (models, sink) =>
      buildApplicationHostGraph(
        models,
        without(sink, (one, other) => one === v && other === w),
      );
    const plan = planMultiwayCut(request, solving, new Findings(), build);
    if (plan.kind !== 'planned' || plan.by !== 'cut') throw new Error('no cut');
    return plan;
  };
  const pictures = ({ problem, resolved }: { problem: PlacementGraph; resolved: PlacementGraph }) =>
    [
      drawPlacementProblem(problem, request.infrastructure),
      drawResolvedPlacement(resolved, request.infrastructure),
    ] as const;

  test('of an application-host graph changes what is drawn, what is solved and what is read back', () => {
    const whole = cut('', '');
    expect(whole.proof.totalLinks).toBe(1);
    expect(targetsOf(whole.distribution, 'a')).toEqual(['t2']);
    expect(edgesOf(pictures(whole)[0])).toHaveLength(4);
    expect(edgesOf(pictures(whole)[1])).toEqual(['app:a -- app:b', 'app:a -- host:t2', 'app:b -- host:t2']);

    const unlinked = cut(appId('a'), appId('b'));
    expect(unlinked.proof.totalLinks).toBe(0);
    expect(edgesOf(pictures(unlinked)[0])).not.toContain('app:a -- app:b');
    expect(edgesOf(pictures(unlinked)[1])).toEqual(['app:a -- host:t2', 'app:b -- host:t2']);

    const narrowed = cut(appId('a'), hostId('t2'));
    expect(narrowed.proof.links).toBe(1);
    expect(targetsOf(narrowed.distribution, 'a')).toEqual(['t1']);
    expect(edgesOf(pictures(narrowed)[0])).not.toContain('app:a -- host:t2');
    expect(edgesOf(pictures(narrowed)[1])).toEqual(['app:a -- host:t1', 'app:b -- host:t2']);
  });

  test('of a colouring graph, too', () => {
    const onOne = { ...request, infrastructure: infrastructureModel([['t1', []]]), candidates: undefined };
    const build: ColouringBuilder = (models, sink) =>
      buildColouringGraph(
        models,
        without(sink, () => true),
      );
    expect(planGraphCol(onOne, solving, new Findings())).toMatchObject({
      kind: 'impossible',
      reason: { kind: 'too-few-targets', needed: 2, available: 1, because: 'clique', services: ['a', 'b'] },
    });
    const plan = planGraphCol(onOne, solving, new Findings(), build);
    if (plan.kind !== 'planned') throw new Error('no plan');
    expect(edgesOf(drawColouringProblem(plan.problem))).toEqual([]);
    expect(edgesOf(drawResolvedColouring(plan.resolved))).toEqual([]);
    expect(targetsOf(plan.distribution, 'b')).toEqual(['t1']);
  });
});

describe('a builder that leaves a candidate out', () => {
  const amounts = (memory: number, cost: number): [string, number][] => [
    ['memory', memory],
    ['cost', cost],
  ];
  const request = {
    services: servicesModel([
      ['a', { attributes: [['memory', 2]] }],
      ['b', { attributes: [['memory', 1]] }],
    ]),
    infrastructure: targetsWith([
      ['t1', amounts(3, 1)],
      ['t2', amounts(2, 7)],
    ]),
    candidates: distribution([
      ['a', ['t1', 't2']],
      ['b', ['t1']],
    ]),
  };
  const build: PlacementBuilder = (models, sink) =>
    buildApplicationHostGraph(
      models,
      without(sink, (v, w) => v === appId('a') && w === hostId('t1')),
    );
  const resources = [{ serviceProperty: 'memory', targetProperty: 'memory' }];
  const division = { strategy: 'greedy', resources, timeLimit: 60 } as const;
  const cover = { targetProperty: 'cost', algorithm: 'exact', timeLimit: 60 } as const;
  const drawn = ({ problem, resolved }: { readonly problem: PlacementGraph; readonly resolved: PlacementGraph }) => [
    edgesOf(drawPlacementProblem(problem, request.infrastructure)),
    edgesOf(drawResolvedPlacement(resolved, request.infrastructure)),
  ];

  test('of division changes what is drawn, what is solved and what is read back', () => {
    const [whole, narrowed] = [buildApplicationHostGraph, build].map(each => {
      const plan = planDivision(request, division, new Findings(), each);
      if (plan.kind !== 'planned') throw new Error('no plan');
      return { target: targetsOf(plan.distribution, 'a'), drawn: drawn(plan) };
    });
    expect(whole).toEqual({
      target: ['t1'],
      drawn: [
        ['app:a -- host:t1', 'app:a -- host:t2', 'app:b -- host:t1'],
        ['app:a -- host:t1', 'app:b -- host:t1'],
      ],
    });
    expect(narrowed).toEqual({
      target: ['t2'],
      drawn: [
        ['app:a -- host:t2', 'app:b -- host:t1'],
        ['app:a -- host:t2', 'app:b -- host:t1'],
      ],
    });
  });

  test('of set cover, too', () => {
    const [whole, narrowed] = [buildApplicationHostGraph, build].map(each => {
      const plan = planMinSetCover(request, cover, new Findings(), each);
      if (plan.kind !== 'planned') throw new Error('no plan');
      return { target: targetsOf(plan.distribution, 'a'), cost: plan.proof.cost, drawn: drawn(plan) };
    });
    expect(whole).toMatchObject({ target: ['t1'], cost: '1' });
    expect(narrowed).toEqual({
      target: ['t2'],
      cost: '8',
      drawn: [
        ['app:a -- host:t2', 'app:b -- host:t1'],
        ['app:a -- host:t2', 'app:b -- host:t1'],
      ],
    });
  });
});

/** Notes what a builder writes. */
function record<Whole, Node, Edge>(sink: GraphSink<Whole, Node, Edge>) {
  const nodes: NodeId[] = [];
  const edges: { readonly v: NodeId; readonly w: NodeId }[] = [];
  const noting: GraphSink<Whole, Node, Edge> = {
    setGraph: label => sink.setGraph(label),
    setNode: (id, label) => {
      nodes.push(id);
      return sink.setNode(id, label);
    },
    setEdge: (v, w, label) => {
      edges.push({ v, w });
      return sink.setEdge(v, w, label);
    },
  };
  return { noting, nodes, edges: { edges: () => edges } };
}

const shape = (graph: Drawing | GraphReader<unknown, unknown, unknown>) => [graph.nodes(), edgesOf(graph)];

describe('for random models', () => {
  test('the graph that is drawn has the nodes and edges that were built and solved, and the plan is read off the resolved one', () => {
    fc.assert(
      fc.property(system, given => {
        const request = prepareRequest(requestOf(given), new Findings());
        const { infrastructure, candidates } = request;
        let built: unknown;
        const buildCut: PlacementBuilder = (models, sink) => {
          const { noting, nodes, edges } = record(sink);
          buildApplicationHostGraph(models, noting);
          built = [nodes, edgesOf(edges)];
        };
        const cut = planMultiwayCut(request, solving, new Findings(), buildCut);
        expect(shape(cut.problem)).toEqual(built);
        expect(shape(drawPlacementProblem(cut.problem, infrastructure))).toEqual(built);
        const { instance, graph } = freezePlacement(cut.problem);
        expect(instance.nodeCount + instance.labelCount).toBe(graph.nodeCount());
        if (cut.kind === 'planned') {
          expect(readCut(cut.resolved, candidates)).toEqual(cut.distribution);
          const picture = drawResolvedPlacement(cut.resolved, infrastructure);
          expect(shape(picture)).toEqual(shape(cut.resolved));
          for (const [key, [place]] of cut.distribution.mappings) {
            const hosts = picture.neighbors(appId(key))?.filter(id => id.startsWith('host:'));
            expect(hosts).toEqual([hostId(place?.target ?? '')]);
          }
        }
        const buildColours: ColouringBuilder = (models, sink) => {
          const { noting, nodes, edges } = record(sink);
          buildColouringGraph(models, noting);
          built = [nodes, edgesOf(edges)];
        };
        const colouring = planGraphCol(request, solving, new Findings(), buildColours);
        expect(shape(colouring.problem)).toEqual(built);
        expect(shape(drawColouringProblem(colouring.problem))).toEqual(built);
        if (colouring.kind !== 'planned') return;
        expect(readColouring(colouring.resolved, candidates)).toEqual(colouring.distribution);
        const picture = drawResolvedColouring(colouring.resolved);
        expect(shape(picture)).toEqual(built);
        for (const [key, [place]] of colouring.distribution.mappings) {
          expect(picture.node(serviceId(key)).lines[1]).toMatch(new RegExp(`: ${place?.target}$`));
        }
      }),
      runs,
    );
  });

  test('a problem frozen through graphlib is the one frozen directly', () => {
    fc.assert(
      fc.property(system, given => {
        const request = prepareRequest(requestOf(given), new Findings());
        const direct = new FrozenGraph<PlacementLabel, ServiceNode | TargetNode, LinkEdge | CandidateEdge>();
        buildApplicationHostGraph(request, direct);
        expect(freezePlacement(placementGraph(request)).instance).toEqual(freezePlacement(direct).instance);
      }),
      runs,
    );
  });
});
