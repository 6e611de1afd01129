import { resolvePath } from '../base/path.ts';
import type { Outcome } from '../cli/command.ts';
import { type evaluationOptions, type jsonOption, type outputFileOption, toEvaluation } from '../cli/model-options.ts';
import type { ArgumentsOf } from '../cli/option-table.ts';
import { writeResult } from '../cli/write-result.ts';
import { createEvaluator } from '../load/evaluator.ts';
import type { World } from '../load/world.ts';
import { AttributeSetValue, writeNixExpression } from '../nix/index.ts';
import { solveAndVerify } from '../plan/solve-and-verify.ts';
import { candidatesOf, type PlacementOptions, readPlacementInstance, solvePlacement } from '../solve/index.ts';
import { verifyPlacement } from '../verify/verify-placement.ts';
import { writeJson } from '../write/json.ts';
import { placementToJson, writePlacementReport } from '../write/placement-report.ts';

/** `--instance`: a placement problem in numbers, straight to the solver. The distribution is keyed by number. */
export function placeInstance(
  file: string,
  placement: PlacementOptions,
  given: ArgumentsOf<typeof evaluationOptions & typeof jsonOption & typeof outputFileOption>,
  world: World,
): Outcome {
  const text =
    file === '-'
      ? world.standardInput()
      : createEvaluator(toEvaluation(given), world).host.files.read(resolvePath(world.folder, file));
  const instance = readPlacementInstance(file, text, words);
  const stuck: number[] = [];
  for (let v = 0; v < instance.nodeCount; v++) if (candidatesOf(instance, v).length === 0) stuck.push(v);
  if (stuck.length > 0) {
    return { exitCode: 1, stderr: stuck.map(v => `service ${v} has no candidate targets\n`).join('') };
  }
  const solution = solveAndVerify(
    'plan',
    () => solvePlacement(instance, placement),
    found => verifyPlacement(instance, found),
  );
  const distribution = Array.from(solution.assignment, (target, v): [string, number[]] => [String(v), [target]]);
  const result = given.json
    ? writeJson({ distribution: new Map(distribution), ...placementToJson(solution) })
    : `${writeNixExpression(AttributeSetValue.from(distribution))}\n`;
  return writeResult(result, given, world, writePlacementReport(solution));
}

/** A person plans services on targets, whatever the solver calls them. */
const words = {
  node: 'service',
  nodes: 'services',
  labels: 'targets',
  edge: 'dependency',
  anEdge: 'a dependency',
  edges: 'dependencies',
};
