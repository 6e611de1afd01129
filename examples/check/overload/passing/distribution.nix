{
  db = [ "test2" ];
  web = [ "test2" ];
}
