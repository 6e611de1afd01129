{ ... }:
rec {
  db = { name = "db"; type = "process"; pkg = { }: null; };
  shop = { name = "shop"; type = "process"; pkg = { db }: null; dependsOn = { inherit db; }; };
}
