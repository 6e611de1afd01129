{ infrastructure }:

{
  api = [ infrastructure.test1 ];
  web = [ infrastructure.test2 ];
}
