{ services, infrastructure, initialDistribution, previousDistribution, filters, lib }@args:

filters.roomFor {
  inherit services infrastructure;
  distribution = import ./2-zones.nix args;
  serviceProperty = "memory";
  targetProperty = "memory";
}
