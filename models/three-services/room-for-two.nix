# No machine runs more than two services.
{ capacities.slots = { need = 1; have = 2; }; }
