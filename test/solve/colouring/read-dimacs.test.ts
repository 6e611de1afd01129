import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/base/diagnostic.ts';
import { readDimacs } from '../../../src/solve/colouring/read-dimacs.ts';
import type { Adjacency } from '../../../src/solve/graph/adjacency.ts';

const read = (text: string): Adjacency => readDimacs(Buffer.from(text), 'g.col');

function edgesOf({ vertexCount, offsets, neighbours }: Adjacency): string[] {
  const edges: string[] = [];
  for (let v = 0; v < vertexCount; v++) {
    for (const w of neighbours.subarray(offsets[v], offsets[v + 1])) if (v < w) edges.push(`${v + 1}-${w + 1}`);
  }
  return edges;
}

function messagesOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof InputError) return error.diagnostics.map(({ file, message }) => `${file}: ${message}`);
    throw error;
  }
  return [];
}

describe('the quirks of published files', () => {
  test.each<[string, string, string[]]>([
    ['p edge', 'p edge 3 2\ne 1 2\ne 2 3\n', ['1-2', '2-3']],
    ['p col, blanks before numbers, no line end at the end', 'p  col   3   2\ne  1  2\ne 2 3', ['1-2', '2-3']],
    ['p edges', 'p edges 2 1\ne 2 1\n', ['1-2']],
    ['carriage returns and trailing blanks', 'c x\r\np edge 3 2 \r\ne 1 2\r\ne 2 3 \t\r\n', ['1-2', '2-3']],
    ['comments and blank lines anywhere', 'c a\n\np edge 2 1\nc b\n\ne 1 2\nc\n', ['1-2']],
    ['both directions of an edge', 'p edge 2 2\ne 1 2\ne 2 1\n', ['1-2']],
    ['an edge twice', 'p edge 3 3\ne 1 3\ne 1 3\ne 3 2\n', ['1-3', '2-3']],
    ['loops', 'p edge 2 2\ne 1 1\ne 1 2\n', ['1-2']],
    ['too small an edge count', 'p edge 4 1\ne 1 2\ne 2 3\ne 3 4\n', ['1-2', '2-3', '3-4']],
    ['too large an edge count', 'p edge 4 999999999\ne 1 2\n', ['1-2']],
    ['other descriptors', 'p edge 2 1\nn 1 5\nd 2\nv 1 2\nx 1 2\ne 1 2\n', ['1-2']],
    ['a byte order mark', '\ufeffp edge 2 1\ne 1 2\n', ['1-2']],
    ['no edges', 'p edge 7 0\n', []],
    ['no vertices', 'p edge 0 0\n', []],
    ['lines that end in carriage returns alone', 'c x\rp edge 3 2\re 1 2\re 2 3', ['1-2', '2-3']],
  ])('%s', (_, text, edges) => expect(edgesOf(read(text))).toEqual(edges));

  test('what was left out is counted', () => {
    const graph = read('p edge 3 6\ne 1 2\ne 2 1\ne 1 2\ne 3 3\ne 2 3\n');
    expect(graph).toMatchObject({ vertexCount: 3, edgeCount: 2, loops: 1, doubles: 2 });
  });
});

describe('errors have their line', () => {
  test.each([
    ['p edge 2 1\rc\re 1 3\r', ['g.col:3: vertex 3 does not exist (line 3)']],
    ['p edge 2 1\r\n\r\ne 1 3\r\n', ['g.col:3: vertex 3 does not exist (line 3)']],
    ['e 1 2\n', ['g.col:1: an edge before the problem line (line 1)']],
    ['', ['g.col:1: there is no problem line (line 1)']],
    ['p edge 2 1\ne 1 3\n', ['g.col:2: vertex 3 does not exist (line 2)']],
    ['p edge 2 1\ne 0 1\n', ['g.col:2: vertex 0 does not exist (line 2)']],
    ['p edge 2 1\ne 1\n', ['g.col:2: an edge needs two vertex numbers (line 2)']],
    ['p edge 2 1\ne 1 b\n', ['g.col:2: an edge needs two vertex numbers (line 2)']],
    ['p edge 2 1\ne 1 -2\n', ['g.col:2: an edge needs two vertex numbers (line 2)']],
    ['p edge 2 1\nc\ne 1 2x\n', ['g.col:3: an edge needs two vertex numbers (line 3)']],
    ['p edge 2 1\np edge 2 1\n', ['g.col:2: a second problem line (line 2)']],
    ['p cnf 2 1\n', ['g.col:1: the problem is of kind "cnf", not a graph (line 1)']],
    ['p edge x 1\n', ['g.col:1: the number of vertices is not a number up to 67108864 (line 1)']],
    [
      'p edge 2 1\nhello\ne 1 9\n',
      ['g.col:2: this line is none of the format (line 2)', 'g.col:3: vertex 9 does not exist (line 3)'],
    ],
  ])('%j', (text, messages) => expect(messagesOf(text)).toEqual(messages));

  test('the first twenty are shown', () => expect(messagesOf(`p edge 1 1\n${'e 1 2\n'.repeat(30)}`)).toHaveLength(20));
});
