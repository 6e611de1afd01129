import plannedHive from '../../exchange/colmena/planned-hive.nix';
import { writeColmenaPlan } from '../../exchange/colmena/write-colmena-plan.ts';
import { escapeString } from '../../nix/index.ts';
import { type Deployer, makeStep, stopsTheRest } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/**
 * Colmena: one's own hive, whose machines get the services that go there as tags (`deployment.tags`), for modules to
 * read. All machines are built before any is changed.
 */
export function colmenaDeployer(settings: DeployerSettings): Deployer {
  const [hive = ''] = settings.files;
  return {
    settings,
    exportFiles: models =>
      new Map([
        ['plan.nix', writeColmenaPlan(models)],
        ['planned-hive.nix', plannedHive],
        ['hive.nix', `import ./planned-hive.nix (import (/. + ${escapeString(hive)})) (import ./plan.nix)\n`],
      ]),
    steps: (_plan, files) => {
      const colmena = ['colmena', '--config', `${files.folder}/hive.nix`];
      return [
        makeStep([...colmena, 'build'], 'unchanged', files),
        makeStep([...colmena, 'apply', ...settings.arguments], 'unknown', files),
      ];
    },
    ...stopsTheRest,
  };
}
