{
  db = [ "test2" ];
  web = [ "test1" ];
}
