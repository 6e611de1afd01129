# No machine gets more than its memory; among the plans that keep to that, one with the fewest network links.
{ capacities.memory = { need = "memory"; have = "mem"; }; }
