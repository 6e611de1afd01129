# Replicas are on different machines anyway; the two databases survive a zone, and so does a cache for the web servers.
{
  capacities.slots = { };
  replicas = { cache = 2; agent = "all"; };
  groups.databases = [ "primary" "standby" ];
  rules = [
    { apart = "databases"; by = "zone"; name = "databases survive a zone"; }
    { near = "web"; to = "cache"; by = "zone"; name = "a cache in each zone of web"; }
  ];
  links = { by = [ "zone" ]; cost = [ 1 5 ]; replicas = "nearest"; };
}
