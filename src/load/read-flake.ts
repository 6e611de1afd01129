import { InputError } from '../base/diagnostic.ts';
import { normalisePath, resolvePath } from '../base/path.ts';
import { callFlake, type Host, selectPath, type Value } from '../nix/index.ts';

/**
 * What `FOLDER#ATTRIBUTE` names: an output of the flake in a folder of this machine, such as `.#services`. Undefined
 * for what is no such name, such as that of a file.
 * @throws InputError for a folder without `flake.nix`, and for a flake that is not on this machine
 */
export function readFlake(file: string, folder: string, host: Host): Value | undefined {
  const output = findOutput(file, folder, host);
  if (output === undefined) refuseOtherFlakes(file, folder, host);
  return output && selectPath(callFlake(host, output.flake), output.attribute);
}

/** The flake and the attribute that `FOLDER#ATTRIBUTE` names; undefined for what is no such name, as above. */
export function findOutput(file: string, folder: string, host: Host): FlakeOutput | undefined {
  const parts = splitFlake(file, folder);
  if (parts === undefined || host.files.exists(resolvePath(folder, file))) return undefined;
  return host.files.exists(resolvePath(parts.flake, 'flake.nix')) ? parts : undefined;
}

function refuseOtherFlakes(file: string, folder: string, host: Host): void {
  const parts = splitFlake(file, folder);
  if (parts === undefined || host.files.exists(resolvePath(folder, file))) return;
  if (/^[a-z][a-z0-9+.-]*:/.test(file) && !file.startsWith(localScheme)) {
    const hint = 'check it out, and name the folder: ./FOLDER#OUTPUT';
    throw refused('not-supported', `the flake '${file}' would have to be fetched, which this program never does`, hint);
  }
  if (host.files.kind(parts.flake) !== 'directory') return;
  const hint = 'FOLDER#OUTPUT names an output of the flake in that folder';
  throw refused('missing-file', `the folder '${parts.flake}' has no flake.nix`, hint);
}

function refused(code: string, message: string, hint: string): InputError {
  return new InputError([{ severity: 'error', code, message, hint }]);
}

/** A flake (the absolute path of its folder) and an attribute of its outputs. */
export interface FlakeOutput {
  readonly flake: string;
  readonly attribute: string;
}

/** What references of flakes in folders may begin with. */
const localScheme = 'path:';

/** The folder of a flake (absolute path) and the attribute of its outputs; undefined for a name without a `#`. */
export function splitFlake(file: string, folder: string): FlakeOutput | undefined {
  const at = file.indexOf('#');
  if (at < 0) return undefined;
  const named = file.slice(0, at);
  const path = named.startsWith(localScheme) ? named.slice(localScheme.length) : named;
  return { flake: normalisePath(resolvePath(folder, path || '.')), attribute: file.slice(at + 1) };
}
