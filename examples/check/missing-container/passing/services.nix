{ system, pkgs, distribution, invDistribution }:

rec {
  tomcat = {
    type = "process";
    providesContainer = "tomcat-webapplication";
  };
  web = {
    type = "tomcat-webapplication";
  };
}
