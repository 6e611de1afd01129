import { normalisePath, resolvePath } from '../base/path.ts';
import { callFlake, type Host, selectPath, type Value } from '../nix/index.ts';

/**
 * What `FOLDER#ATTRIBUTE` names: an output of the flake in a folder of this machine, such as `.#services`. Undefined
 * for what is no such name: where the folder has no `flake.nix`, or a file has that very name.
 */
export function readFlake(file: string, folder: string, host: Host): Value | undefined {
  const parts = splitFlake(file, folder);
  if (parts === undefined || host.files.exists(resolvePath(folder, file))) return undefined;
  if (!host.files.exists(resolvePath(parts.flake, 'flake.nix'))) return undefined;
  return selectPath(callFlake(host, parts.flake), parts.attribute);
}

/** The folder of a flake (absolute path) and the attribute of its outputs; undefined for a name without a `#`. */
export function splitFlake(
  file: string,
  folder: string,
): { readonly flake: string; readonly attribute: string } | undefined {
  const at = file.indexOf('#');
  if (at < 0) return undefined;
  return { flake: normalisePath(resolvePath(folder, file.slice(0, at) || '.')), attribute: file.slice(at + 1) };
}
