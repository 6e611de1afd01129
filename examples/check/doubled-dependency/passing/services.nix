{ ... }:
rec {
  db = { name = "db"; type = "process"; pkg = { name = "db"; }; };
  cache = { name = "cache"; type = "process"; pkg = { name = "cache"; }; };
  shop = {
    name = "shop";
    type = "process";
    pkg = { db, ... }: null;
    dependsOn = { inherit db; };
    connectsTo = { cache = cache; };
  };
}
