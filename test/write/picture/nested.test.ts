import { describe, expect, it } from 'vitest';
import { buildDistributionGraph } from '../../../src/graph/distribution-graph.ts';
import { buildServicesGraph } from '../../../src/graph/services-graph.ts';
import { renderSvg } from '../../../src/ports/graphviz/render-svg.ts';
import { limitSides } from '../../../src/write/picture/limit-sides.ts';
import { levelsForNesting, splitLevels, suitsDrawing } from '../../../src/write/picture/nested/levels.ts';
import { drawSvg } from '../../../src/write/picture/svg.ts';
import { distribution, servicesModel, targetsWith } from '../../graph/models.ts';

const names = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);

/** Services in units of ten of two teams; each needs the one before it, and every eleventh one far away. */
function teams(count: number) {
  return servicesModel(
    names(count).map((key, i) => [
      key,
      {
        dependsOn: [i - 1, i % 11 === 0 ? i - 17 : -1, i === 4 ? 25 : -1]
          .filter(other => other >= 0)
          .map(other => `s${other}`),
        attributes: [['group', `team-${i % 40 < 20 ? 'a' : 'b'}/unit-${Math.floor(i / 10)}`]],
      },
    ]),
  );
}

const machines = (count: number) => targetsWith(names(count).map((_, i) => [`node${i}`, [['zone', 'z']]]));

describe('a drawing that is split by its boxes', () => {
  it('keeps every edge once, where both its ends are', () => {
    const drawing = buildServicesGraph(teams(40));
    const levels = [...splitLevels(drawing).values()];
    const edges = levels.flatMap(level => [...level.edges, ...level.bundles.flatMap(bundle => bundle.edges)]);
    expect(edges.toSorted((a, b) => a - b)).toEqual(drawing.edges().map((_, number) => number));
    const leaves = levels.flatMap(level => level.leaves);
    expect(leaves.toSorted()).toEqual(
      names(40)
        .map(name => `service:${name}`)
        .toSorted(),
    );
  });

  it('joins what leads from box to box, both ways, and tells how much it is', () => {
    const drawing = buildServicesGraph(teams(40));
    const top = splitLevels(drawing).get('');
    expect(top?.bundles.map(({ edges, isBoth }) => [edges.length, isBoth])).toEqual([[4, true]]);
    const { text } = drawSvg(drawing, { renderer: renderSvg });
    expect(text).toContain('<title>4 links\n');
    expect(text).toContain('40 services, 42 arrows; a thick one stands for all from box to box');
  });

  it('is left as it is where few or no arrows are in it, or too many from box to box', () => {
    const split = (count: number) => {
      const drawing = buildServicesGraph(teams(count));
      return levelsForNesting(drawing) !== undefined;
    };
    expect([split(24), split(25), split(200), split(201)]).toEqual([false, true, true, false]);
    const linked = servicesModel(
      names(60).map((key, i) => [key, { dependsOn: names(i).filter((_, j) => j % 3 === 0) }]),
    );
    const all = distribution(names(60).map((key, i) => [key, [`node${i % 12}`]]));
    expect(suitsDrawing(buildDistributionGraph(linked, machines(12), all))).toBe(false);
    const near = distribution(names(40).map((key, i) => [key, [`node${Math.floor(i / 10)}`]]));
    expect(suitsDrawing(buildDistributionGraph(teams(40), machines(4), near))).toBe(true);
  });
});

it('a picture of 40 services in groups fits a screen, and names each once', () => {
  const { text, note } = drawSvg(buildServicesGraph(teams(40)), { renderer: renderSvg });
  expect(note).toBeUndefined();
  const [, width, height] = /width="(\d+)pt" height="(\d+)pt"/.exec(text) ?? [];
  expect(Math.max(Number(width), Number(height))).toBeLessThan(1400);
  for (const name of names(40)) expect(text.match(new RegExp(`<text [^>]*>${name}</text>`, 'g'))).toHaveLength(1);
});

it('a box says beside its name how full it is, and an arrow between boxes how much it weighs', () => {
  const plan = distribution(names(40).map((key, i) => [key, [`node${Math.floor(i / 10)}`]]));
  const drawing = buildDistributionGraph(
    teams(40),
    machines(4),
    plan,
    () => 5,
    () => ['memory 120 % overloaded'],
  );
  const { text } = drawSvg(drawing, { renderer: renderSvg });
  expect(text.match(/>node\d <tspan [^>]*>memory 120 % overloaded<\/tspan>/g)).toHaveLength(4);
  expect(text).toContain('<title>1 link, weight 5\n');
  expect(text).toMatch(/<g class="edge bundle network">[\s\S]*?<text [^>]*>[ &#160;]*5<\/text>/);
});

it('a picture has no side above its limit, and keeps its shape', () => {
  const svg = '<svg width="9000pt" height="300pt"\n viewBox="0 0 9000 300">';
  expect(limitSides(svg, 6000)).toEqual({
    svg: svg.replace('9000pt', '6000pt').replace('300pt', '200pt'),
    scale: 2 / 3,
  });
  expect(limitSides(svg, 9000)).toEqual({ svg });
});
