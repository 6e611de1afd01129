import { type Deployer, makeStep, stopsTheRest } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/**
 * `disnix-env`: builds, copies, activates; it rolls back by itself where activation fails. Its exit codes are those of
 * `disnix-activate`: 0 done, 1 rolled back, 2 or 3 inconsistent.
 */
export function disnixDeployer(settings: DeployerSettings): Deployer {
  return {
    settings,
    exportFiles: () => new Map(),
    steps: (_plan, files) => {
      const models = ['-s', files.services, '-i', files.infrastructure, '-d', files.distribution];
      const words = ['disnix-env', ...models, '--profile', settings.profile, ...settings.arguments];
      return [makeStep(words, 'by-code', files)];
    },
    ...stopsTheRest,
  };
}
