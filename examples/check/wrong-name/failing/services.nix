{ ... }:
{
  shop = { name = "shop2"; type = "process"; };
}
