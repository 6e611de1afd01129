import { expect, it } from 'vitest';
import { createDrawing } from '../../../src/graph/drawing.ts';
import { writeDot } from '../../../src/write/picture/dot.ts';
import { drawingToJson } from '../../../src/write/picture/drawing-json.ts';

/** Hosts between services, added in byte order, as builders do. */
function draw() {
  const drawing = createDrawing('names', { directed: false });
  for (const name of ['s1', 's10', 's2']) drawing.setNode(`app:${name}`, { kind: 'app', lines: [name] });
  for (const name of ['t10', 't9']) drawing.setNode(`host:${name}`, { kind: 'host', lines: [name] });
  drawing.setEdge('app:s1', 'app:s10', { kind: 'link' }, 'link');
  drawing.setEdge('app:s1', 'app:s2', { kind: 'link' }, 'link');
  drawing.setEdge('app:s10', 'host:t10', { kind: 'candidate' }, 'candidate');
  drawing.setEdge('app:s10', 'host:t9', { kind: 'candidate' }, 'candidate');
  drawing.setEdge('app:s2', 'host:t9', { kind: 'candidate' }, 'candidate');
  return drawing;
}

it('writes nodes and edges of a picture as people read names, each kind where it was', () => {
  const lines = writeDot(draw())
    .split('\n')
    .flatMap(line => /^ {2}("[^"]*"(?: -- "[^"]*")?)/.exec(line)?.[1] ?? []);
  expect(lines).toEqual([
    ...['"app:s1"', '"app:s2"', '"app:s10"', '"host:t9"', '"host:t10"'],
    ...['"app:s1" -- "app:s2"', '"app:s1" -- "app:s10"'],
    ...['"app:s2" -- "host:t9"', '"app:s10" -- "host:t9"', '"app:s10" -- "host:t10"'],
  ]);
});

it('keeps byte order in data', () => {
  const { nodes } = drawingToJson(draw());
  expect(JSON.stringify(nodes)).toMatch(/app:s1".*app:s10".*app:s2".*host:t10".*host:t9"/);
});
