# A shop: a frontend and its sessions, orders and their database, search and its index.
{ ... }:

rec {
  frontend = { name = "frontend"; memory = 2; dependsOn = { inherit sessions orders search; }; };
  sessions = { name = "sessions"; memory = 3; };
  orders = { name = "orders"; memory = 2; dependsOn = { inherit database; }; };
  database = { name = "database"; memory = 5; };
  search = { name = "search"; memory = 1.5; dependsOn = { inherit index; }; };
  index = { name = "index"; memory = 4.5; };
}
