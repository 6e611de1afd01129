{ system, pkgs, distribution, invDistribution }:

rec {
  api = {
    type = "process";
    ids.ports = 5080;
  };
  web = {
    type = "process";
    ids.ports = 8080;
  };
}
