{ ... }:
{
  shop = { name = "shop"; type = "process"; };
}
