import {
  listFixedObjects,
  listKubernetesObjects,
  writeChanges,
  writeObjects,
  writeRollouts,
} from '../../exchange/kubernetes/write-kubernetes-plan.ts';
import { type Deployer, makeStep } from './deployer.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/** The name under which the cluster keeps which fields are ours. */
const manager = '--field-manager=dydisnix';

/** The file with the objects of services that left the models. */
const stopped = 'stopped.yaml';

/**
 * Kubernetes: affinity and replicas of objects that are in the cluster, by server-side apply, which leaves all other
 * fields to whom they belong; tried first, and waited for last. The object of a service that left the models is
 * deleted, if it is still there: no other command of `kubectl` is content where it is not.
 */
export function kubernetesDeployer(settings: DeployerSettings): Deployer {
  return {
    settings,
    exportFiles: models => {
      const files = [['plan.yaml', writeChanges(models)] as const, ['rollouts.yaml', writeRollouts(models)] as const];
      return new Map(files.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
    },
    listUntold: listFixedObjects,
    steps: (plan, files) => {
      const exported = plan.deploy?.files ?? new Map<string, string>();
      const named = (file: string): readonly string[] => ['--filename', `${files.folder}/${file}`];
      const apply = ['kubectl', 'apply', '--server-side', '--force-conflicts', manager];
      const remove = ['kubectl', 'delete', '--ignore-not-found'];
      const wait = ['kubectl', 'rollout', 'status', ...named('rollouts.yaml')];
      const tried = '--dry-run=server';
      const step = (words: readonly string[], ifItFails: 'unchanged' | 'unknown') =>
        makeStep([...words, ...settings.arguments], ifItFails, files);
      const hasStopped = exported.has(stopped);
      const hasPlan = exported.has('plan.yaml');
      return [
        ...(hasStopped ? [step([...remove, tried, ...named(stopped)], 'unchanged')] : []),
        ...(hasPlan ? [step([...apply, tried, ...named('plan.yaml')], 'unchanged')] : []),
        ...(hasStopped ? [step([...remove, ...named(stopped)], 'unknown')] : []),
        ...(hasPlan ? [step([...apply, ...named('plan.yaml')], 'unknown')] : []),
        ...(exported.has('rollouts.yaml') ? [step(wait, 'unknown')] : []),
      ];
    },
    listObjects: listKubernetesObjects,
    stopObjects: (files, gone) => {
      const known = gone.filter(({ names }) => names.has('kind'));
      const omissions = gone
        .filter(({ names }) => !names.has('kind'))
        .map(
          ({ service }) =>
            `the object of service "${service}" stays in the cluster: it is gone from the models, so delete it there`,
        );
      if (known.length === 0) return { files, kept: [], omissions };
      return { files: new Map([...files, [stopped, writeObjects(known)]]), kept: [], omissions };
    },
  };
}
