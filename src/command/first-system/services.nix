# What runs, and what depends on what. A shop of three services.
{ ... }:

rec {
  database = {
    name = "database";
    type = "process";    # the container that it goes into: machines list those that they have
    stateful = true;     # its data is where it runs: a later plan does not move it unasked
    memory = 2048;
  };

  orders = {
    name = "orders";
    type = "process";
    dependsOn = { inherit database; };
    requiresUniqueIdsFor = [ "ports" ];    # dydisnix id-assign hands one out
    memory = 512;
  };

  shop = {
    name = "shop";
    type = "process";
    dependsOn = { inherit orders; };
    requiresUniqueIdsFor = [ "ports" ];
    memory = 256;
  };
}
