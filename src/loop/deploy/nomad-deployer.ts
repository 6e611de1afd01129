import { placeJobs } from '../../exchange/nomad/place-jobs.ts';
import { type Deployer, listForgotten, makeStep } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/** Nomad: each job with the constraints and counts of the plan, checked first, then submitted and waited for. */
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
    omissions: (plan, models) =>
      listForgotten(plan, models).map(
        name => `the job of service "${name}" goes on: it is gone from the models, so stop it in Nomad`,
      ),
  };
}
