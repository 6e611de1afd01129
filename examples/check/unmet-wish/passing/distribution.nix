{
  db = [ "test1" ];
  web = [ "test1" ];
}
