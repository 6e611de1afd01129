import type { Yaml } from '../../model/yaml-text.ts';
import { textIn, valueIn } from '../document/data-node.ts';
import { readDocuments, type SourceFile } from '../document/read-documents.ts';
import { quoteYaml } from '../quote-yaml.ts';

/** A constraint that holds on no node: what runs once on each is stopped by it, since it has no number of replicas. */
export const nowhere = 'node.id == nowhere';

/**
 * The services of Compose files, and whether each runs once on every node. O(size of the files).
 * @throws InputError where a file is no YAML
 */
export function listComposeServices(
  files: readonly SourceFile[],
  loadYaml: () => Yaml,
): ReadonlyMap<string, { readonly isGlobal: boolean }> {
  const found = new Map<string, { readonly isGlobal: boolean }>();
  for (const file of files) {
    for (const document of readDocuments(file, loadYaml, ['!reset', '!override'])) {
      const services = document.kind === 'map' ? valueIn(document, 'services') : undefined;
      if (services?.kind !== 'map') continue;
      for (const [name, { value }] of services.entries) {
        const deploy = value.kind === 'map' ? valueIn(value, 'deploy') : undefined;
        const isGlobal = deploy?.kind === 'map' && textIn(deploy, 'mode') === 'global';
        found.set(name, { isGlobal: isGlobal || found.get(name)?.isGlobal === true });
      }
    }
  }
  return found;
}

/** A Compose file that is laid over the others, and in which these services run nowhere. */
export function writeStoppedServices(services: ReadonlyMap<string, { readonly isGlobal: boolean }>): string {
  const lines = [...services].flatMap(([name, { isGlobal }]) => [
    `  ${quoteYaml(name)}:`,
    '    deploy:',
    ...(isGlobal
      ? ['      mode: global', '      placement:', '        constraints:', `          - ${quoteYaml(nowhere)}`]
      : ['      replicas: 0']),
  ]);
  return `# Services that are gone from the models.\nservices:\n${lines.join('\n')}\n`;
}
