# The fewest network links that one move makes possible.
{
  capacities.memory = { need = "memory"; have = "mem"; };
  moves.atMost = 1;
}
