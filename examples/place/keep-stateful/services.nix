# The shop again: its database and its index have data on the machine where they are.
{ ... }:

rec {
  frontend = { name = "frontend"; memory = 2; dependsOn = { inherit sessions orders search; }; };
  sessions = { name = "sessions"; memory = 3; };
  orders = { name = "orders"; memory = 2; dependsOn = { inherit database; }; };
  database = { name = "database"; memory = 5; stateful = true; };
  search = { name = "search"; memory = 1.5; dependsOn = { inherit index; }; };
  index = { name = "index"; memory = 4.5; stateful = true; };
}
