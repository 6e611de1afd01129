{ infrastructure }:

{
  web = [ infrastructure.test1 ];
}
