{ system, pkgs, distribution, invDistribution }:

rec {
  web = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
    ids.ports = 5080;
  };
}
