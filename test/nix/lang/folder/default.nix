{
  name = "folder";
  f = x: x;
  sibling = import ./sibling.nix;
}
