{ services, infrastructure, initialDistribution, previousDistribution, filters, lib }@args:

filters.mapListOnAttr {
  inherit services infrastructure;
  distribution = import ./1-types.nix args;
  servicePropertyList = "zones";
  targetProperty = "zone";
}
