{ ... }:
{
  db = { name = "db"; type = "process"; pkg = { name = "db"; }; };
}
