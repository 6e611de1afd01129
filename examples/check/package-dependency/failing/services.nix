{ ... }:
rec {
  tool = { name = "tool"; type = "package"; };
  shop = { name = "shop"; type = "process"; dependsOn = { inherit tool; }; };
  late = { name = "late"; type = "process"; activatesAfter = { inherit tool; }; };
}
