{ ... }:
{
  shop = { name = "shop"; type = "process"; pinnedTo = "t3"; };
}
