{ system, pkgs, distribution, invDistribution }:

rec {
  admin = {
    type = "process";
    port = 80800;
  };
  web = {
    type = "process";
    ports = { http = 8080; status = "127.0.0.1:90000"; };
  };
}
