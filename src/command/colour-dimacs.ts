import { readFileSync } from 'node:fs';
import { InputError } from '../base/diagnostic.ts';
import { readDimacs } from '../graph/read-dimacs.ts';
import { resolvePath } from '../nix/path.ts';
import type { ColouringOptions } from '../solve/colouring/colouring.ts';
import { solveColouring } from '../solve/colouring/solve-colouring.ts';
import { verifyColouring } from '../solve/colouring/verify-colouring.ts';
import { colouringToJson, writeColouringReport } from '../write/colouring-report.ts';
import { writeJson } from '../write/json.ts';
import type { Arguments, Outcome, Surroundings } from './command.ts';
import { writeResult } from './write-result.ts';

/** `--dimacs`: a plain graph, straight to the solver. Vertices are numbered from 1, as in the file, colours from 0. */
export function colourDimacs(
  options: Arguments,
  solving: Pick<ColouringOptions, 'algorithm' | 'timeLimit'>,
  surroundings: Surroundings,
): Outcome {
  const file = options.text('dimacs') ?? '-';
  const graph = readDimacs(readBytes(file, surroundings), file);
  const solution = solveColouring(graph, solving);
  const faults = verifyColouring(graph, solution);
  if (faults.length > 0) throw new Error(`the colouring does not hold what it promises: ${faults.join('; ')}`);
  const clique = Array.from(solution.clique, vertex => vertex + 1);
  const report = writeColouringReport(solution, clique.map(String));
  const text = options.has('json')
    ? writeJson({ ...colouringToJson(solution, solving.algorithm), clique, assignment: Array.from(solution.colours) })
    : `${Array.from(solution.colours).join('\n')}\n`;
  return writeResult(text, options, surroundings, report);
}

function readBytes(file: string, { folder, standardInput }: Surroundings): Uint8Array {
  if (file === '-') return Buffer.from(standardInput(), 'latin1');
  try {
    return readFileSync(Buffer.from(resolvePath(folder, file), 'latin1'));
  } catch (error) {
    const message = `cannot read "${file}": ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
    throw new InputError([{ severity: 'error', code: 'missing-file', message, file }]);
  }
}
