import { writeSavedPlan } from '../saved-plan/write-saved-plan.ts';
import { type Deployer, makeStep, stopsTheRest } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/**
 * A program of one's own: it is given the files by environment variables, and the plan as JSON on its standard input.
 * Its exit code says what came of it: 0 done, 1 failed and rolled back, anything else inconsistent.
 */
export function commandDeployer(settings: DeployerSettings): Deployer {
  return {
    settings,
    exportFiles: () => new Map(),
    steps: (plan, files) => {
      const step = makeStep([settings.program ?? '', ...settings.arguments], 'by-code', files);
      return [{ ...step, input: writeSavedPlan(plan) }];
    },
    ...stopsTheRest,
  };
}
