import { readFileSync } from 'node:fs';
import { InputError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import { readDimacs } from '../solve/index.ts';
import type { World } from './world.ts';

/** A graph without models, its vertices numbered from 0. */
export type PlainGraph = ReturnType<typeof readDimacs>;

/**
 * The graph of a file in the DIMACS format (`-` is standard input); loops are left out, with a warning.
 * @throws InputError with all that is wrong in it
 */
export function readPlainGraph(file: string, world: World, findings: Findings): PlainGraph {
  const graph = readDimacs(readBytes(file, world), file);
  if (graph.loops > 0) findings.warning('loop', describeLoops(graph.loops), { file });
  return graph;
}

function describeLoops(count: number): string {
  return count === 1
    ? 'an edge from a vertex to itself is left out: no colouring could keep it apart'
    : `${count} edges from a vertex to itself are left out: no colouring could keep them apart`;
}

function readBytes(file: string, { folder, standardInput }: World): Uint8Array {
  if (file === '-') return Buffer.from(standardInput(), 'latin1');
  try {
    return readFileSync(Buffer.from(resolvePath(folder, file), 'latin1'));
  } catch (error) {
    const message = `cannot read "${file}": ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
    throw new InputError([{ severity: 'error', code: 'missing-file', message, file }]);
  }
}
