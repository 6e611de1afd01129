{ system, pkgs, distribution, invDistribution }:

rec {
  api = {
    type = "process";
    dependsOn = { inherit store; };
  };
  store = {
    type = "process";
    connectsTo = { inherit web; };
  };
  web = {
    type = "process";
    dependsOn = { inherit api; };
  };
}
