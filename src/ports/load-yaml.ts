import { createRequire } from 'node:module';

/** The YAML parser, loaded only where a policy is YAML: most runs never need it. */
export function loadYaml(): typeof import('yaml') {
  return createRequire(import.meta.url)('yaml') as typeof import('yaml');
}
