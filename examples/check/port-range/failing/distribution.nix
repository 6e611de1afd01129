{ infrastructure }:

{
  admin = [ infrastructure.test1 ];
  web = [ infrastructure.test1 ];
}
