# The first of two sets decides whether the merged one is recursive.
let
  b = "outside";
in
{
  first = { a = rec { x = 1; }; a.y = 2; }.a;
  plain = { a = { x = b; }; a = rec { b = "inside"; }; }.a;
  nested = rec { a.b = c; c = 1; a.d = 2; };
}
