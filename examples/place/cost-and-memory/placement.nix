# The cheapest machines with room for all; among those plans, one with the fewest network links.
{
  capacities.memory = { need = "memory"; have = "mem"; };
  cost = "price";
  minimise = [ "cost" "links" ];
}
