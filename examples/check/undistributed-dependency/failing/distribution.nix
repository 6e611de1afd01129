{ infrastructure }:

{
  store = [  ];
  web = [ infrastructure.test1 ];
}
