# A machine has room for three of them; the database goes first where there is not room for all.
{
  capacities.slots = { need = 1; };
  priority.database = 10;
}
