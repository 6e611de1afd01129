import { listComposeServices, writeStoppedServices } from '../../exchange/compose/stop-services.ts';
import { writeComposePlan } from '../../exchange/compose/write-compose-plan.ts';
import { placedServices } from '../../exchange/placed-services.ts';
import { loadYaml } from '../../ports/load-yaml.ts';
import { type Deployer, makeStep } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/** The file that stops services which left the models, but not the Compose files. */
const stopped = 'stopped.yaml';

/**
 * Docker Swarm: one's own Compose files with the plan laid over them, as one stack. They are checked first, and waited
 * for last (`--detach=false`, Docker 26 and later). Services that are gone from the files are removed; those that are
 * gone from the models alone run nowhere.
 */
export function composeDeployer(settings: DeployerSettings): Deployer {
  return {
    settings,
    exportFiles: models => new Map([['plan.yaml', writeComposePlan(models)]]),
    steps: (plan, files) => {
      const own = plan.deploy?.files.has(stopped) === true ? ['plan.yaml', stopped] : ['plan.yaml'];
      const all = [...settings.files, ...own.map(file => `${files.folder}/${file}`)];
      const words = all.flatMap(file => ['--compose-file', file]);
      const deploy = ['docker', 'stack', 'deploy', ...words, '--prune', '--detach=false', ...settings.arguments];
      return [
        makeStep(['docker', 'stack', 'config', ...words], 'unchanged', files),
        makeStep([...deploy, settings.profile], 'unknown', files),
      ];
    },
    listObjects: models => placedServices(models).map(({ key }) => ({ service: key, names: new Map([['name', key]]) })),
    stopObjects: (files, gone, _earlier, read) => {
      const listed =
        gone.length === 0
          ? new Map<string, { readonly isGlobal: boolean }>()
          : listComposeServices(
              settings.files.map(name => ({ name, text: read(name) })),
              loadYaml,
            );
      const nameOf = (one: (typeof gone)[number]): string => one.names.get('name') ?? one.service;
      const kept = gone.filter(one => listed.has(nameOf(one)));
      if (kept.length === 0) return { files, kept, omissions: [] };
      const services = new Map(kept.map(nameOf).map(name => [name, { isGlobal: listed.get(name)?.isGlobal === true }]));
      return { files: new Map([...files, [stopped, writeStoppedServices(services)]]), kept, omissions: [] };
    },
  };
}
