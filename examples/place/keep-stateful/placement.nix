# Services with data stay where they are; the others go where that saves links, and a move counts half a link.
{
  capacities.memory = { need = "memory"; have = "mem"; };
  moves.stateful = "never";
  minimise = [ { links = 1; moves = 0.5; } "targets" ];
}
