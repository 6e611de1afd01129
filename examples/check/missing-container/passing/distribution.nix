{ infrastructure }:

{
  tomcat = [ infrastructure.test1 ];
  web = [ infrastructure.test1 ];
}
