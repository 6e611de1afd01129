{ system, pkgs, distribution, invDistribution }:

rec {
  admin = {
    type = "process";
    port = 5000;
  };
  web = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
}
