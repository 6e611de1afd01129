import { colmenaDeployer } from './colmena-deployer.ts';
import { commandDeployer } from './command-deployer.ts';
import { composeDeployer } from './compose-deployer.ts';
import type { Deployer } from './deployer.ts';
import type { DeployerName, DeployerSettings } from './deployer-settings.ts';
import { disnixDeployer } from './disnix-deployer.ts';
import { kubernetesDeployer } from './kubernetes-deployer.ts';
import { nomadDeployer } from './nomad-deployer.ts';

const makers: Readonly<Record<DeployerName, (settings: DeployerSettings) => Deployer>> = {
  command: commandDeployer,
  disnix: disnixDeployer,
  compose: composeDeployer,
  kubernetes: kubernetesDeployer,
  nomad: nomadDeployer,
  colmena: colmenaDeployer,
};

/** The deployer that settings mean. */
export function createDeployer(settings: DeployerSettings): Deployer {
  return makers[settings.name](settings);
}
