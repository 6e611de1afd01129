import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/base/diagnostic.ts';
import { buildPlacementInstance } from '../../../src/solve/placement/placement-instance.ts';
import { type InstanceWords, readPlacementInstance } from '../../../src/solve/placement/read-placement-instance.ts';

const ofDeployments = {
  node: 'service',
  nodes: 'services',
  labels: 'targets',
  edge: 'dependency',
  anEdge: 'a dependency',
  edges: 'dependencies',
};

function faults(text: string, words?: InstanceWords): string[] {
  try {
    readPlacementInstance('x.txt', text, words);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ message, position }) => `${position?.line}: ${message}`);
  }
  return [];
}

describe('a plain instance', () => {
  it('is read into the one canonical form', () => {
    const text = '3 4 4\n2 3 1\n1 0\r\n\n3 1 2 1\n2 0 5\n 0\t2 1\n1 1 7\n0 1 2';
    expect(readPlacementInstance('x.txt', text)).toEqual(
      buildPlacementInstance({
        labelCount: 4,
        candidates: [[1, 3], [0], [1, 2]],
        edgeU: [0, 0],
        edgeV: [1, 2],
        edgeWeight: [2, 6],
      }),
    );
  });

  it('may have no services, and services without candidates', () => {
    expect(readPlacementInstance('x.txt', '0 0 0\n').nodeCount).toBe(0);
    expect(readPlacementInstance('x.txt', '1 1 0\n0\n').listLabels.length).toBe(0);
  });

  it.each([
    ['', ['1: the file ends where the first line "n k m" should follow']],
    ['2 2', ['1: the first line has 2 numbers, but must have three: services, targets, dependencies']],
    ['1 2 0\n2 0', ['2: service 0 announces 2 candidates, but the line has 1']],
    ['1 2 0\n1 2', ['2: service 0 has the candidate 2, but targets are numbered from 0 to 1']],
    ['1 2 0\n1 -1', ['2: "-1" is not a whole number from 0 on']],
    ['2 1 1\n1 0\n1 0\n0 1', ['4: a dependency has 2 numbers, but must have three: service, service, weight']],
    ['2 1 1\n1 0\n1 0\n0 2 1', ['4: a dependency names service 2, but services are numbered from 0 to 1']],
    ['2 1 1\n1 0\n1 0\n0 1 0', ['4: the weight of a dependency is 0, but must be a whole number from 1 on']],
    ['2 1 1\n1 0\n1 0\n0 1 1.5', ['4: "1.5" is not a whole number from 0 on']],
    ['1 0 0\n1 0', ['2: service 0 has the candidate 0, but there are no targets']],
    ['2 1 1\n1 0\n1 0\n0 1 9007199254740993', ['4: the number 9007199254740993 is too large: at most 1125899906842624 is allowed']], // biome-ignore format: one case a line
    ['1 1 1\n1 0\n', ['3: the file ends where dependency 1 should follow']],
    ['1 1 0\n1 0\n1 1 1\n', ['3: there is more in the file than its first line announces']],
    ['2 1 1\n1 x\n1 9\n0 1 0', ['2: "x" is not a whole number from 0 on', '3: service 1 has the candidate 9, but targets are numbered from 0 to 0', '4: the weight of a dependency is 0, but must be a whole number from 1 on']], // biome-ignore format: one case a line
  ])('%j is refused with the line', (text, expected) => {
    expect(faults(text, ofDeployments)).toEqual(expected);
  });

  it("speaks of nodes, labels and edges where it is not told the user's words", () => {
    expect(faults('2 1 1\n1 0\n1 1\n0 1 0')).toEqual([
      '3: node 1 has the candidate 1, but labels are numbered from 0 to 0',
      '4: the weight of an edge is 0, but must be a whole number from 1 on',
    ]);
  });
});
