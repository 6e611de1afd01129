{ system, pkgs, distribution, invDistribution }:

rec {
  database = {
    name = "database";
    pkg = pkgs.shop-database;
    type = "mysql-database";
    zones = [ "private" ];
    memory = 600;
    stateful = true;
  };

  orders = {
    name = "orders";
    pkg = pkgs.shop-orders;
    dependsOn = { inherit database; };
    type = "tomcat-webapplication";
    zones = [ "private" ];
    memory = 300;
  };

  catalogue = {
    name = "catalogue";
    pkg = pkgs.shop-catalogue;
    dependsOn = { inherit database; };
    type = "process";
    zones = [ "private" "public" ];
    memory = 200;
  };

  shop = {
    name = "shop";
    pkg = pkgs.shop-frontend;
    dependsOn = { inherit orders catalogue; };
    type = "tomcat-webapplication";
    zones = [ "public" ];
    memory = 400;
  };

  mailer = {
    name = "mailer";
    pkg = pkgs.shop-mailer;
    connectsTo = { inherit orders; };
    type = "process";
    zones = [ "private" ];
    memory = 100;
  };
}
