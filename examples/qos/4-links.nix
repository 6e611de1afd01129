{ services, infrastructure, initialDistribution, previousDistribution, filters, lib }@args:

let
  linked = filters.multiwaycut {
    inherit services infrastructure;
    distribution = import ./3-memory.nix args;
  };
in
# With one candidate each there is nothing left to divide: this checks that all services fit together.
filters.divide {
  strategy = "exact";
  inherit services infrastructure;
  distribution = linked;
  serviceProperty = "memory";
  targetProperty = "memory";
}
