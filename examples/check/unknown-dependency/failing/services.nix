{ system, pkgs, distribution, invDistribution }:

rec {
  web = {
    type = "process";
    dependsOn = {
      store = { name = "stroe"; };
    };
  };
  store = {
    type = "process";
  };
}
