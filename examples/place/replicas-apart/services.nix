# A web server that runs three times, a cache that runs twice, a database with a standby, and an agent on each machine.
{ ... }:

rec {
  web = { name = "web"; slots = 1; replicas = 3; dependsOn = { inherit cache; }; };
  cache = { name = "cache"; slots = 1; dependsOn = { inherit primary; }; };
  primary = { name = "primary"; slots = 2; };
  standby = { name = "standby"; slots = 2; dependsOn = { inherit primary; }; };
  agent = { name = "agent"; };
}
