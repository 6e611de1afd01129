import { writeSavedPlan } from '../saved-plan/write-saved-plan.ts';
import { type Deployer, fileVariables } from './deployer.ts';

/**
 * A program of one's own: it is given the files by environment variables, and the plan as JSON on its standard input.
 * Its exit code says what came of it: 0 done, 1 failed and rolled back, anything else inconsistent.
 */
export function commandDeployer(program: string, argumentList: readonly string[]): Deployer {
  return (plan, files) => [
    { program, arguments: argumentList, environment: fileVariables(files), input: writeSavedPlan(plan) },
  ];
}
