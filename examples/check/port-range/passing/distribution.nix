{ infrastructure }:

{
  admin = [ infrastructure.test2 ];
  web = [ infrastructure.test1 ];
}
