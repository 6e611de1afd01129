import { writeNixName, writeNixText } from '../../write/nix-text.ts';
import { type PlacedModels, placedServices } from '../placed-services.ts';
import { refuseNames } from '../refuse-names.ts';

/** Names that mean something else in a hive. */
const reserved: readonly string[] = ['defaults', 'meta', 'network'];

/**
 * A plan as tags of the machines of a Colmena hive: a module for each machine, whose tags are the services that go
 * there, so that `colmena apply --on @web` deploys those that host `web`.
 * @throws InputError for machines with names that a hive keeps for itself
 */
export function writeColmenaPlan(models: PlacedModels): string {
  const names = [...models.infrastructure.targets.keys()];
  refuseNames('a machine of a hive', names, name => !reserved.includes(name), 'a hive keeps this name for itself');
  const placed = placedServices(models);
  const lines = names.map(name => {
    const tags = placed.filter(({ targets }) => targets.includes(name)).map(({ key }) => `${writeNixText(key)} `);
    return `  ${writeNixName(name)} = { deployment.tags = [ ${tags.join('')}]; };\n`;
  });
  const head = '# Tags of a plan, for the machines of a hive: node = { imports = [ (import ./THIS).node ]; ... };\n';
  return `${head}{\n${lines.join('')}}\n`;
}
