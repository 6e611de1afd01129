import type { ServicesModel } from '../model/service.ts';
import { valueText } from '../model/value-text.ts';

/** What tells an ids file among the files that a model reads. */
const mark = 'lastAssignments';

/** Whether a text that a model reads is an ids file, in Nix or JSON. */
export function looksLikeIds(text: string): boolean {
  return text.includes(mark);
}

/**
 * Tells which attributes of services have their values from the ids files that the model reads: the model is evaluated
 * once more, as if every id were another one, and what is different then follows the ids. Nothing is done before
 * somebody asks, and once.
 * @param idsFiles the ids files that were read by now, by their paths
 * @param reload the services where these files have other texts; undefined where that fails
 */
export function followIds(
  { services }: ServicesModel,
  idsFiles: () => ReadonlyMap<string, string>,
  reload: (replaced: ReadonlyMap<string, string>) => ServicesModel | undefined,
): (service: string, attribute: string) => boolean {
  let others: ServicesModel | undefined | 'unknown' = 'unknown';
  return (service, attribute) => {
    if (others === 'unknown') {
      const replaced = new Map([...idsFiles()].flatMap(([path, text]) => withOtherIds(path, text)));
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
  if (json === 'no JSON') {
    const other = 'builtins.mapAttrs (_: builtins.mapAttrs (_: id: if id > 1 then id - 1 else id + 1)) file.ids';
    return [[path, `let file = (${text}\n); in file // { ids = ${other}; }`]];
  }
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
