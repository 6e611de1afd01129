import type { ServicesModel } from '../model/service.ts';
import { valueText } from '../model/value-text.ts';
import { recogniseModel } from './recognise-model.ts';
import makeOthers from './with-other-ids.nix';

/** Whether a text that a model reads may be an ids file, in Nix or JSON. O(length), for each file that is read. */
export function mayBeIds(text: string): boolean {
  return /\bids\b/.test(text);
}

/** Whether it is one: as a run writes it, or by hand, without what only runs need. Told where somebody asks. */
function isIds(path: string, text: string): boolean {
  return text.includes('lastAssignments') || recogniseModel(path, text) === 'ids file';
}

/**
 * Tells which attributes of services have their values from the ids files that the model reads: the model is evaluated
 * once more, as if every id were another one, and what is different then follows the ids. Nothing is done before
 * somebody asks, and once.
 * @param candidates the files that were read by now and may be ids files, by their paths
 * @param reload the services where these files have other texts; undefined where that fails
 */
export function followIds(
  { services }: ServicesModel,
  candidates: () => ReadonlyMap<string, string>,
  reload: (replaced: ReadonlyMap<string, string>) => ServicesModel | undefined,
): (service: string, attribute: string) => boolean {
  let others: ServicesModel | undefined | 'unknown' = 'unknown';
  return (service, attribute) => {
    if (others === 'unknown') {
      const idsFiles = [...candidates()].filter(([path, text]) => isIds(path, text));
      const replaced = new Map(idsFiles.flatMap(([path, text]) => withOtherIds(path, text)));
      others = replaced.size === 0 ? undefined : reload(replaced);
    }
    const slot = services.get(service)?.attributes.get(attribute);
    const other = others?.services.get(service)?.attributes.get(attribute);
    return slot !== undefined && other !== undefined && valueText(slot) !== valueText(other);
  };
}

/** The same file where each id is another one; nothing for a text that cannot be an ids file. */
function withOtherIds(path: string, text: string): readonly (readonly [string, string])[] {
  const json = tryToParse(text);
  if (json === 'no JSON') return [[path, `(${makeOthers})(${text}\n)`]];
  if (typeof json !== 'object' || json === null || !('ids' in json)) return [];
  const ids = JSON.stringify(json.ids, (_, id: unknown) => (typeof id === 'number' ? (id > 1 ? id - 1 : id + 1) : id));
  return [[path, JSON.stringify({ ...json, ids: JSON.parse(ids) })]];
}

function tryToParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return 'no JSON';
  }
}
