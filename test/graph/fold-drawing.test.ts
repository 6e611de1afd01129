import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDrawing, type Drawing } from '../../src/graph/drawing.ts';
import { countDrawnServices, foldDrawing } from '../../src/graph/fold-drawing.ts';
import { groupId, placementId, serviceId, targetId } from '../../src/graph/node-id.ts';

/** Who is where, and what it needs, by numbers: services have the groups of `groups`, targets are 0, 1, … */
interface System {
  readonly targets: readonly number[];
  readonly links: readonly (readonly [number, number])[];
}

function draw({ targets, links }: System): Drawing {
  const drawing = createDrawing('plan', { directed: true });
  const idOf = (i: number): string => placementId(`t${targets[i]}`, `s${i}`);
  for (const target of new Set(targets)) {
    drawing.setNode(targetId(`t${target}`), { kind: 'target', lines: [`t${target}`], paint: target });
  }
  targets.forEach((target, i) => {
    drawing.setNode(idOf(i), { kind: 'service', lines: [`s${i}`], service: `s${i}`, paint: target });
    drawing.setParent(idOf(i), targetId(`t${target}`));
  });
  for (const [from, to] of links) {
    const isNear = targets[from] === targets[to];
    const edge = isNear ? { kind: 'local' as const } : { kind: 'network' as const, label: '2' };
    drawing.setEdge(idOf(from), idOf(to), edge, 'dependsOn');
  }
  return drawing;
}

const labelsOf = (drawing: Drawing): readonly string[] => drawing.nodes().map(id => drawing.node(id).lines.join(', '));

it('draws the services of a group on a target as one, and adds the weights of their links', () => {
  const targets = [0, 0, 0, 1, 1];
  const links = [
    [0, 1],
    [0, 3],
    [1, 4],
    [2, 3],
  ] as const;
  const groups = ['Shop', 'Shop', undefined, 'Shop', 'Shop'];
  const folded = foldDrawing(draw({ targets, links }), service => groups[Number(service.slice(1))]);
  expect(labelsOf(folded)).toEqual(['t0', 't1', 'Shop, 2 services', 's2', 'Shop, 2 services']);
  const edges = folded
    .edges()
    .map(edge => [folded.node(edge.v).lines[0], folded.edge(edge).kind, folded.edge(edge).label]);
  // What happens inside a fold is not drawn.
  expect(edges).toEqual([
    ['Shop', 'network', '4'],
    ['s2', 'network', '2'],
  ]);
});

it('without groups draws the services of a target as one, and those in no box and no colour each', () => {
  const folded = foldDrawing(
    draw({
      targets: [0, 0, 1],
      links: [
        [0, 2],
        [1, 2],
      ],
    }),
    () => undefined,
  );
  expect(labelsOf(folded)).toEqual(['t0', 't1', '2 services', 's2']);
  const plain = createDrawing('problem', { directed: false });
  for (const name of ['a', 'b']) plain.setNode(serviceId(name), { kind: 'app', lines: [name], service: name });
  expect(labelsOf(foldDrawing(plain, () => undefined))).toEqual(['a', 'b']);
});

it('in the box of a group says only how many they are', () => {
  const drawing = createDrawing('services', { directed: true });
  drawing.setNode(groupId('Shop'), { kind: 'group', lines: ['Shop'] });
  for (const name of ['a', 'b']) {
    drawing.setNode(serviceId(name), { kind: 'service', lines: [name], service: name });
    drawing.setParent(serviceId(name), groupId('Shop'));
  }
  expect(labelsOf(foldDrawing(drawing, () => 'Shop'))).toEqual(['Shop', '2 services']);
});

it('keeps all weight between targets, and every service in the box where it is', () => {
  const system = fc.integer({ min: 1, max: 12 }).chain(n => {
    const index = fc.nat({ max: n - 1 });
    return fc.record({
      targets: fc.array(fc.nat({ max: 2 }), { minLength: n, maxLength: n }),
      groups: fc.array(fc.constantFrom('x', 'y', undefined), { minLength: n, maxLength: n }),
      links: fc.uniqueArray(fc.tuple(index, index), { selector: String, maxLength: 20 }),
    });
  });
  fc.assert(
    fc.property(system, ({ targets, groups, links }) => {
      const whole = draw({ targets, links });
      const folded = foldDrawing(whole, service => groups[Number(service.slice(1))]);
      const weightOf = (drawing: Drawing): number =>
        drawing.edges().reduce((sum, edge) => sum + Number(drawing.edge(edge).label ?? 0), 0);
      expect(weightOf(folded)).toBe(weightOf(whole));
      for (const target of new Set(targets)) {
        const inside = folded.children(targetId(`t${target}`)).map(id => folded.node(id).lines);
        const count = inside.reduce((sum, lines) => sum + Number(/(\d+) services/.exec(lines.join())?.[1] ?? 1), 0);
        expect(count).toBe(targets.filter(other => other === target).length);
      }
      expect(countDrawnServices(whole)).toBe(targets.length);
    }),
    { seed: 29, numRuns: 200 },
  );
});
