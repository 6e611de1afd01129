{
  db = [ "test1" ];
  web = [ "test1" "test2" ];
}
