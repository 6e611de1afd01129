import { writeComposePlan } from '../../exchange/compose/write-compose-plan.ts';
import { type Deployer, makeStep } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/**
 * Docker Swarm: one's own Compose files with the plan laid over them, as one stack. They are checked first, and waited
 * for last (`--detach=false`, Docker 26 and later). Services that are gone from the files are removed.
 */
export function composeDeployer(settings: DeployerSettings): Deployer {
  return {
    settings,
    exportFiles: models => new Map([['plan.yaml', writeComposePlan(models)]]),
    steps: (_plan, files) => {
      const all = [...settings.files, `${files.folder}/plan.yaml`].flatMap(file => ['--compose-file', file]);
      const deploy = ['docker', 'stack', 'deploy', ...all, '--prune', '--detach=false', ...settings.arguments];
      return [
        makeStep(['docker', 'stack', 'config', ...all], 'unchanged', files),
        makeStep([...deploy, settings.profile], 'unknown', files),
      ];
    },
    omissions: () => [],
  };
}
