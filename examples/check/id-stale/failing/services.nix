{ system, pkgs, distribution, invDistribution }:

rec {
  web = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
}
