{ system, pkgs, distribution, invDistribution }:

rec {
  store = {
    type = "process";
  };
  web = {
    type = "process";
  };
}
