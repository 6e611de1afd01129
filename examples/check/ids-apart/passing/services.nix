{ system, pkgs, distribution, invDistribution }:

rec {
  web = {
    type = "process";
    requiresUniqueIdsFor = [ "uids" "gids" ];
  };
}
