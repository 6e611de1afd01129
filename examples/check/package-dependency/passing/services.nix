{ ... }:
{
  tool = { name = "tool"; type = "package"; };
  shop = { name = "shop"; type = "process"; };
}
