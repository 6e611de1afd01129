# What a plan must keep (dydisnix place --policy placement.nix).
{
  capacities.memory = { };    # the memory of services fits into that of their machine
  rules = [
    { apart = [ "shop" "database" ]; }    # one machine that fails takes only one of them
  ];
}
