import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../../../src/base/bytes.ts';
import { buildDistributionGraph } from '../../../src/graph/distribution-graph.ts';
import { drawPlacementProblem } from '../../../src/graph/draw-problem.ts';
import type { Drawing } from '../../../src/graph/drawing.ts';
import { buildInfrastructureGraph } from '../../../src/graph/infrastructure-graph.ts';
import { buildServicesGraph } from '../../../src/graph/services-graph.ts';
import { displayText } from '../../../src/write/display-text.ts';
import { writeDot } from '../../../src/write/picture/dot.ts';
import { awkwardName } from '../../graph/awkward-name.ts';
import { distribution, example, infrastructureModel, servicesModel } from '../../graph/models.ts';
import { placementGraph } from '../../graph/problems.ts';
import { rounds } from '../../rounds.ts';

const hasDot = spawnSync('dot', ['-V']).status === 0;

describe('a drawing in DOT', () => {
  it('says what its nodes and edges are', () => {
    const dot = fromBytes(writeDot(drawPlacementProblem(placementGraph(example), example.infrastructure)));
    expect(dot).toContain('graph "multiway cut problem" {');
    expect(dot).toMatch(/"app:testService1" -- "app:testService2" \[label="1"/);
    expect(dot).toMatch(/"app:testService1" -- "host:testtarget3" \[label="n²"/);
  });

  it('puts boxes around the children of a target', () => {
    const dot = writeDot(buildInfrastructureGraph(example.infrastructure));
    expect(dot).toContain('subgraph "cluster_target:testtarget1" {');
    expect(dot).toContain('"target:testtarget3" [label="testtarget3"');
  });

  it('draws connectsTo dashed', () => {
    const model = servicesModel([
      ['a', { dependsOn: ['b'], connectsTo: ['b'] }],
      ['b', {}],
    ]);
    const lines = writeDot(buildServicesGraph(model)).split('\n');
    const edges = lines.filter(line => line.includes('->'));
    expect(edges).toHaveLength(2);
    expect(edges.filter(line => line.includes('dashed'))).toHaveLength(1);
  });

  it('leaves the paint out when asked to', () => {
    const drawing = buildInfrastructureGraph(example.infrastructure);
    const colours = (text: string) => new Set(text.match(/#[0-9a-f]{6}/g)).size;
    expect(colours(writeDot(drawing, { plain: true }))).toBeLessThan(colours(writeDot(drawing)));
  });

  it('is the same text every time', () => {
    const build = () => writeDot(buildDistributionGraph(example.services, example.infrastructure, example.candidates));
    expect(build()).toBe(build());
  });
});

/** A drawing of every kind of node and edge, with these names. */
function drawingsOf(names: readonly string[]): Drawing[] {
  const services = servicesModel(
    names.map((name, i) => [
      name,
      { type: names[(i + 1) % names.length] ?? '', dependsOn: names.slice(0, i), connectsTo: names },
    ]),
  );
  const infrastructure = infrastructureModel(names.map((name, i) => [name, names.slice(i)]));
  const plan = distribution(names.map((name, i) => [name, names.slice(0, i)]));
  return [
    buildServicesGraph(services),
    buildInfrastructureGraph(infrastructure),
    drawPlacementProblem(placementGraph({ services, infrastructure, candidates: plan }), infrastructure),
    buildDistributionGraph(services, infrastructure, plan),
  ];
}

function checkWithGraphviz(drawings: readonly Drawing[]): void {
  const input = drawings.map(drawing => writeDot(drawing)).join('');
  const { stdout, stderr, status } = spawnSync('dot', ['-Tdot_json'], {
    input: Buffer.from(input, 'latin1'),
    maxBuffer: 2 ** 28,
  });
  expect(stderr.toString()).toBe('');
  expect(status).toBe(0);
  const graphs = splitJson(stdout.toString('utf8'));
  expect(graphs).toHaveLength(drawings.length);
  drawings.forEach((drawing, i) => {
    const shown = drawing.nodes().map(id => labelInJson(drawing.node(id).lines));
    const objects = graphs[i]?.objects ?? [];
    expect(objects.map(({ label }) => label.trim()).sort()).toEqual(shown.map(label => label.trim()).sort());
    expect(graphs[i]?.edges?.length ?? 0).toBe(drawing.edgeCount());
  });
}

/** What a label should look like in Graphviz's own output in JSON: our lines, with escapes still in place. */
function labelInJson(lines: readonly string[]): string {
  return lines
    .map(line => fromBytes(displayText(line)).replaceAll('\\', '\\\\').replaceAll('&', '&amp;').replaceAll('\n', '\\n'))
    .join('\\n');
}

interface DotJson {
  readonly objects?: readonly { readonly name: string; readonly label: string; readonly nodes?: readonly number[] }[];
  readonly edges?: readonly unknown[];
}

describe.skipIf(!hasDot)('names of any kind (needs the program dot)', () => {
  it('are accepted by Graphviz without a word, and shown as they are', () => {
    // One process for all drawings with the same settings. Graphviz 2.43 can crash when settings change between two graphs,
    // and on a second graph with edges between boxes: those get a process each.
    const groups = new Map<string, Drawing[]>();
    fc.assert(
      fc.property(fc.uniqueArray(awkwardName, { minLength: 1, maxLength: 4 }), names => {
        for (const drawing of drawingsOf(names)) {
          const alone = drawing.graph().title === 'distribution' ? `${groups.size}` : '';
          const settings = alone + writeDot(drawing).split('\n').slice(0, 4).join('\n');
          const group = groups.get(settings) ?? [];
          group.push(drawing);
          groups.set(settings, group);
        }
      }),
      { seed: 20201008, numRuns: rounds({ short: 100, long: 1000 }) },
    );
    expect(groups.size).toBeGreaterThan(3);
    for (const drawings of groups.values()) checkWithGraphviz(drawings);
  });

  it('keep their literal text in the SVG of the program dot', () => {
    const name = 'a\\N"<b>&lt;\\l-\\';
    const svg = execFileSync('dot', ['-Tsvg'], { input: writeDot(buildServicesGraph(servicesModel([[name, {}]]))) });
    const text = /<text[^>]*>([^<]*)<\/text>/.exec(svg.toString())?.[1] ?? '';
    const entities: Readonly<Record<string, string>> = {
      lt: '<',
      gt: '>',
      amp: '&',
      quot: '"',
      '#45': '-',
      '#39': "'",
    };
    expect(text.replace(/&([^;]+);/g, (_, entity: string) => entities[entity] ?? '?')).toBe(name);
  });
});

/** The JSON objects that `dot` wrote one behind another. */
function splitJson(text: string): DotJson[] {
  return text
    .split(/^(?=\{)/m)
    .filter(part => part.trim() !== '')
    .map(part => JSON.parse(part) as DotJson);
}
