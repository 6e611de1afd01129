import { readFileSync } from 'node:fs';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import type { Outcome } from '../cli/command.ts';
import type { jsonOption, outputFileOption } from '../cli/model-options.ts';
import type { ArgumentsOf } from '../cli/option-table.ts';
import { writeResult } from '../cli/write-result.ts';
import type { World } from '../load/world.ts';
import { solveAndVerify } from '../plan/solve-and-verify.ts';
import { type ColouringOptions, readDimacs, solveColouring } from '../solve/index.ts';
import { verifyColouring } from '../verify/verify-colouring.ts';
import { colouringToJson, writeColouringReport } from '../write/colouring-report.ts';
import { writeJson } from '../write/json.ts';

/** `--dimacs`: a plain graph, straight to the solver. Vertices are numbered from 1, as in the file, colours from 0. */
export function colourDimacs(
  file: string,
  solving: Pick<ColouringOptions, 'algorithm' | 'timeLimit'>,
  given: ArgumentsOf<typeof jsonOption & typeof outputFileOption>,
  world: World,
): Outcome {
  const graph = readDimacs(readBytes(file, world), file);
  const solution = solveAndVerify(
    'colouring',
    () => solveColouring(graph, solving),
    found => verifyColouring(graph, found),
  );
  const clique = Array.from(solution.clique, vertex => vertex + 1);
  const report = writeColouringReport(solution, clique.map(String));
  const text = given.json
    ? writeJson({ ...colouringToJson(solution, solving.algorithm), clique, assignment: Array.from(solution.colours) })
    : `${Array.from(solution.colours).join('\n')}\n`;
  const outcome = writeResult(text, given, world, report);
  return { ...outcome, diagnostics: graph.loops === 0 ? [] : [warnAboutLoops(graph.loops, file)] };
}

function warnAboutLoops(count: number, file: string): Diagnostic {
  const message =
    count === 1
      ? 'an edge from a vertex to itself is left out: no colouring could keep it apart'
      : `${count} edges from a vertex to itself are left out: no colouring could keep them apart`;
  return { severity: 'warning', code: 'loop', message, file };
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
