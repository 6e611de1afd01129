{ ... }:
rec {
  db = { name = "db"; type = "process"; };
  shop = { name = "shop"; type = "process"; pkg = { db }: null; dependsOn = { inherit db; }; };
}
