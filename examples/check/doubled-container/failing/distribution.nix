{ infrastructure }:
{
  mariadb = [ infrastructure.test1 ];
  mysql = [ infrastructure.test1 ];
}
