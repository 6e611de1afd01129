/**
 * `<nix/fetchurl.nix>`, the one file that Nix brings along: a derivation that downloads `url` and has to hash to what
 * is given. Only its store path can be computed here. Written anew; the attributes are those of Nix, as the path
 * depends on them.
 */
const fetchurl = `
{
  system ? "",
  url,
  hash ? "",
  md5 ? "",
  sha1 ? "",
  sha256 ? "",
  sha512 ? "",
  outputHash ? builtins.head (builtins.filter (given: given != "") [ hash sha512 sha1 md5 ] ++ [ sha256 ]),
  outputHashAlgo ?
    if hash != "" then "" else if sha512 != "" then "sha512" else if sha1 != "" then "sha1" else if md5 != "" then "md5" else "sha256",
  executable ? false,
  unpack ? false,
  name ? baseNameOf (toString url),
}:
derivation {
  inherit name url executable unpack outputHash outputHashAlgo;
  outputHashMode = if executable || unpack then "recursive" else "flat";
  builder = "builtin:fetchurl";
  system = "builtin";
  urls = [ url ];
  preferLocalBuild = true;
  impureEnvVars = map (kind: kind + "_proxy") [ "http" "https" "ftp" "all" "no" ];
}
`;

const folder = '/__corepkgs__';

/** The path of the file that `<nix/NAME>` means where the search path has none. */
export function findBuiltInFile(name: string): string | undefined {
  return name === 'nix/fetchurl.nix' ? `${folder}/fetchurl.nix` : undefined;
}

/** The text of a file that is part of the language; undefined for all others. */
export function readBuiltInFile(path: string): string | undefined {
  return path === `${folder}/fetchurl.nix` ? fetchurl : undefined;
}
