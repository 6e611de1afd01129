{ services, infrastructure, initialDistribution, previousDistribution, filters, lib }@args:

let
  linked = builtins.tryEval (import ./4-links.nix args);
in
if linked.success then linked.value
else
  filters.divide {
    strategy = "exact";
    inherit services infrastructure;
    distribution = import ./3-memory.nix args;
    serviceProperty = "memory";
    targetProperty = "memory";
  }
