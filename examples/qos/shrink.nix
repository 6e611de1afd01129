# The same machines with less memory in core1.
{ infrastructure, lib }:

lib.recursiveUpdate infrastructure { core1.properties.memory = 1024; }
