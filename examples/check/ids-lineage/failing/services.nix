{ system, pkgs, distribution, invDistribution }:

rec {
  api = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
}
