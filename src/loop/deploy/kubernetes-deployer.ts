import { writeKubernetesPlan, writeRollouts } from '../../exchange/kubernetes/write-kubernetes-plan.ts';
import { type Deployer, listForgotten, makeStep } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/** The name under which the cluster keeps which fields are ours. */
const manager = '--field-manager=dydisnix';

/**
 * Kubernetes: affinity and replicas of objects that are in the cluster, by server-side apply, which leaves all other
 * fields to whom they belong; tried first, and waited for last.
 */
export function kubernetesDeployer(settings: DeployerSettings): Deployer {
  return {
    settings,
    exportFiles: models => {
      const rollouts = writeRollouts(models);
      const plan = [['plan.yaml', writeKubernetesPlan(models)] as const];
      return new Map(rollouts === undefined ? plan : [...plan, ['rollouts.yaml', rollouts]]);
    },
    steps: (plan, files) => {
      const apply = ['kubectl', 'apply', '--server-side', '--force-conflicts', manager];
      const named = ['--filename', `${files.folder}/plan.yaml`];
      const wait = ['kubectl', 'rollout', 'status', '--filename', `${files.folder}/rollouts.yaml`];
      const waits = plan.deploy?.files.has('rollouts.yaml') === true;
      return [
        makeStep([...apply, '--dry-run=server', ...named, ...settings.arguments], 'unchanged', files),
        makeStep([...apply, ...named, ...settings.arguments], 'unknown', files),
        ...(waits ? [makeStep([...wait, ...settings.arguments], 'unknown', files)] : []),
      ];
    },
    omissions: (plan, models) =>
      listForgotten(plan, models).map(
        name => `the object of service "${name}" stays in the cluster: it is gone from the models, so delete it there`,
      ),
  };
}
