# Where everything is now: nothing is beside what it depends on.
{
  frontend = [ "alpha" ];
  sessions = [ "beta" ];
  orders = [ "gamma" ];
  database = [ "alpha" ];
  search = [ "beta" ];
  index = [ "gamma" ];
}
