{ system, pkgs, distribution, invDistribution }:

rec {
  web1 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web2 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web3 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web4 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web5 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web6 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web7 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web8 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web9 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web10 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
  web11 = {
    type = "process";
    requiresUniqueIdsFor = [ "ports" ];
  };
}
