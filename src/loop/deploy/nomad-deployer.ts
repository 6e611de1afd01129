import { listNomadGroups, placeJobs } from '../../exchange/nomad/place-jobs.ts';
import { hasGroup, stopGroups } from '../../exchange/nomad/stop-groups.ts';
import { type Deployer, makeStep } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/**
 * Nomad: each job with the constraints and counts of the plan, checked first, then submitted and waited for. The groups
 * of services that left the models run nowhere: in the job that there is, or that was deployed last.
 */
export function nomadDeployer(settings: DeployerSettings): Deployer {
  return {
    settings,
    exportFiles: (models, read) => placeJobs(models, settings.files, read),
    steps: (plan, files) => {
      const jobs = [...(plan.deploy?.files.keys() ?? [])].map(name => `${files.folder}/${name}`);
      const call = (verb: string, job: string) => ['nomad', 'job', verb, '-json', ...settings.arguments, job];
      return [
        ...jobs.map(job => makeStep(call('validate', job), 'unchanged', files)),
        ...jobs.map(job => makeStep(call('run', job), 'unknown', files)),
      ];
    },
    listObjects: listNomadGroups,
    stopObjects: (files, gone, earlier, read) => {
      if (gone.length === 0) return { files, kept: [], omissions: [] };
      const groups = gone.map((object, i) => {
        const { names, service } = object;
        return { object, key: String(i), job: names.get('job') ?? service, group: names.get('group') ?? service };
      });
      const own = settings.files.map(read);
      const stopped = stopGroups(files, groups, [...own, ...earlier]);
      return {
        files: stopped.files,
        kept: groups.filter(group => hasGroup(own, group)).map(({ object }) => object),
        omissions: groups
          .filter(({ key }) => stopped.unknown.includes(key))
          .map(
            ({ object: { service } }) =>
              `the job of service "${service}" goes on: it is gone from the models, so stop it in Nomad`,
          ),
      };
    },
  };
}
