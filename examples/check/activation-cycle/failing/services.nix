{ ... }:
rec {
  engine = { name = "engine"; type = "process"; providesContainer = "apps"; activatesAfter = { inherit shop; }; };
  shop = { name = "shop"; type = "apps"; };
}
