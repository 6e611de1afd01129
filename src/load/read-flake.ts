import { normalisePath, resolvePath } from '../base/path.ts';
import { callFlake, type Host, selectPath, type Value } from '../nix/index.ts';

/**
 * What `FOLDER#ATTRIBUTE` names: an output of the flake in a folder of this machine, such as `.#services`. Undefined
 * for what is no such name: where the folder has no `flake.nix`, or a file has that very name.
 */
export function readFlake(file: string, folder: string, host: Host): Value | undefined {
  const output = findOutput(file, folder, host);
  return output && selectPath(callFlake(host, output.flake), output.attribute);
}

/** The flake and the attribute that `FOLDER#ATTRIBUTE` names; undefined for what is no such name, as above. */
export function findOutput(file: string, folder: string, host: Host): FlakeOutput | undefined {
  const parts = splitFlake(file, folder);
  if (parts === undefined || host.files.exists(resolvePath(folder, file))) return undefined;
  return host.files.exists(resolvePath(parts.flake, 'flake.nix')) ? parts : undefined;
}

/** A flake (the absolute path of its folder) and an attribute of its outputs. */
export interface FlakeOutput {
  readonly flake: string;
  readonly attribute: string;
}

/** The folder of a flake (absolute path) and the attribute of its outputs; undefined for a name without a `#`. */
export function splitFlake(file: string, folder: string): FlakeOutput | undefined {
  const at = file.indexOf('#');
  if (at < 0) return undefined;
  return { flake: normalisePath(resolvePath(folder, file.slice(0, at) || '.')), attribute: file.slice(at + 1) };
}
