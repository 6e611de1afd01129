{ system, pkgs, distribution, invDistribution }:

rec {
  web = {
    type = "process";
    dependsOn = { inherit store; };
  };
  store = {
    type = "process";
  };
}
