{ ... }:
rec {
  engine = { name = "engine"; type = "process"; providesContainer = "apps"; };
  shop = { name = "shop"; type = "apps"; activatesAfter = { inherit engine; }; };
}
