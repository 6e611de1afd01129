# Four services that run as processes of this machine. Their ports come from a pool; a new version is a new number.
{ ... }:

let
  ids = if builtins.pathExists ./ids.nix then (import ./ids.nix).ids else { };
  process = name: more: {
    inherit name;
    type = "process";
    pkg = import ./service.nix;
    port = ids.ports.${name} or 0;
    version = 1;
    requiresUniqueIdsFor = [ "ports" ];
  } // more;
in
rec {
  database = process "database" { stateful = true; };
  accounts = process "accounts" { dependsOn = { inherit database; }; };
  shop = process "shop" { dependsOn = { inherit accounts database; }; };
  pages = process "pages" { dependsOn = { inherit shop; }; };
}
