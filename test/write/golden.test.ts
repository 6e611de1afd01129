import { describe, expect, it } from 'vitest';
import { buildApplicationHostGraph, buildResolvedMultiwayCutGraph } from '../../src/graph/application-host-graph.ts';
import { buildColouringGraph, buildResolvedColouringGraph } from '../../src/graph/colouring-graph.ts';
import { buildDistributionGraph } from '../../src/graph/distribution-graph.ts';
import { buildInfrastructureGraph } from '../../src/graph/infrastructure-graph.ts';
import { buildServicesGraph } from '../../src/graph/services-graph.ts';
import { renderSvg } from '../../src/ports/graphviz/render-svg.ts';
import { writeGraph } from '../../src/write/picture/graph.ts';
import { distribution, example } from '../graph/models.ts';

const { services, infrastructure, candidates } = example;
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
    ['multiwaycut-problem', buildApplicationHostGraph(services, infrastructure, candidates)],
    ['multiwaycut-resolved', buildResolvedMultiwayCutGraph(services, infrastructure, candidates, reliable)],
    ['graphcol-problem', buildColouringGraph(services)],
    ['graphcol-resolved', buildResolvedColouringGraph(services, { colours, targets })],
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
