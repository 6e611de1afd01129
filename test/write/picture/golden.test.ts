import { describe, expect, it } from 'vitest';
import { buildDistributionGraph } from '../../../src/graph/distribution-graph.ts';
import {
  drawColouringProblem,
  drawPlacementProblem,
  drawResolvedColouring,
  drawResolvedPlacement,
} from '../../../src/graph/draw-problem.ts';
import { buildInfrastructureGraph } from '../../../src/graph/infrastructure-graph.ts';
import { buildServicesGraph } from '../../../src/graph/services-graph.ts';
import { renderSvg } from '../../../src/ports/graphviz/render-svg.ts';
import { writeGraph } from '../../../src/write/picture/graph.ts';
import { distribution, example } from '../../graph/models.ts';
import { colouredGraph, colouringGraph, cutGraph, placementGraph } from '../../graph/problems.ts';

const { services, infrastructure } = example;
const keys = [...services.services.keys()];
const targets = [...infrastructure.targets.keys()];
const reliable = distribution(keys.map(key => [key, ['testtarget1']]));
const fragile = distribution(keys.map((key, i) => [key, [targets[i] ?? '']]));
const colours = new Map(keys.map((key, i) => [key, i]));

/** The pictures of the documentation are the golden output: `npx vitest run -u` draws them again. */
describe('the pictures of the three-service example', () => {
  it.each([
    ['services', buildServicesGraph(services)],
    ['infrastructure', buildInfrastructureGraph(infrastructure)],
    ['multiwaycut-problem', drawPlacementProblem(placementGraph(example), infrastructure)],
    ['multiwaycut-resolved', drawResolvedPlacement(cutGraph(example, reliable), infrastructure)],
    ['graphcol-problem', drawColouringProblem(colouringGraph(services, targets))],
    ['graphcol-resolved', drawResolvedColouring(colouredGraph(services, { colours, targets }))],
    ['distribution-reliable', buildDistributionGraph(services, infrastructure, reliable)],
    ['distribution-fragile', buildDistributionGraph(services, infrastructure, fragile)],
  ])('%s', async (name, drawing) => {
    const utf8 = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');
    await expect(utf8(writeGraph(drawing, { format: 'svg', renderer: renderSvg }).text)).toMatchFileSnapshot(
      `../../docs/pictures/${name}.svg`,
    );
    await expect(utf8(writeGraph(drawing, { format: 'dot', renderer: renderSvg }).text)).toMatchFileSnapshot(
      `golden/${name}.dot`,
    );
  });
});
