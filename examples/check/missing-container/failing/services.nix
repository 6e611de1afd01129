{ system, pkgs, distribution, invDistribution }:

rec {
  web = {
    type = "tomcat-webapplication";
  };
}
