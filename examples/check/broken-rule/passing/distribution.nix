{
  db = [ "test1" ];
  web = [ "test2" ];
}
