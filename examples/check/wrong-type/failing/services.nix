{ ... }:
{
  db = { name = "db"; type = "process"; pkg = { }: null; deployState = "yes"; };
}
