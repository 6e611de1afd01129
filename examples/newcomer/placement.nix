{
  # Services say in `memory` what they need, machines what they have.
  capacities.memory = { };
  groups.gateways = [ "gateway1" "gateway2" "gateway3" ];
  rules = [
    # A service goes to machines of the zones in its list.
    { match = "zones"; by = "zone"; }
    # No two gateways on one machine, nor all of them in one zone.
    { apart = "gateways"; }
    { spread = "gateways"; by = "zone"; least = 2; }
  ];
}
