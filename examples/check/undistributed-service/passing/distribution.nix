{ infrastructure }:

{
  store = [ infrastructure.test2 ];
  web = [ infrastructure.test1 ];
}
