{ capacities.memory = { }; }
