{
  frontend = [ "alpha" ];
  sessions = [ "beta" ];
  orders = [ "gamma" ];
  database = [ "beta" ];
  search = [ "alpha" ];
  index = [ "gamma" ];
}
