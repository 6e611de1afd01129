import type { ModelChanges } from '../../load/model-changes.ts';
import type { WhatIf } from './what-if.ts';

/**
 * What of it models are taken to say; undefined where nothing is.
 * @param folder where paths in values begin: an absolute path
 */
export function toModelChanges({ pins, added, set }: WhatIf, folder: string): ModelChanges | undefined {
  if (pins.length + added.length + set.length === 0) return undefined;
  return {
    properties: [
      ...set.map(({ path, nix }) => ({ what: `--set service.${path}`, path, value: { nix } })),
      ...pins.map(({ service, target }) => ({
        what: `--pin ${service}=${target}`,
        path: `${service}.pinnedTo`,
        value: { text: target },
      })),
    ],
    targets: added,
    folder,
  };
}
