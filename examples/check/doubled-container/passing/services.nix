{ ... }:
{
  mysql = { name = "mysql"; type = "process"; pkg = { name = "mysql"; }; providesContainer = "mysql-database"; };
  mariadb = { name = "mariadb"; type = "process"; pkg = { name = "mariadb"; }; providesContainer = "mysql-database"; };
}
