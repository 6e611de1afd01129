let
  set = { "a b" = 1; "1" = 2; or = 3; "if" = 4; };
  x = 5;
in
{
  inherit (set) "a b" "1" or ${"if"};
  inherit "x";
  inherit;
  inherit (throw "never forced");
}
