{ ... }:
rec {
  db = { name = "db"; type = "process"; pkg = { name = "db"; }; };
  shop = { name = "shop"; type = "process"; pkg = { database }: null; dependsOn = { database = db; }; };
}
