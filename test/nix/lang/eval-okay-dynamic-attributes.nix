let
  name = "n";
  set = { "a b" = 1; n = { m = 2; }; };
in
{
  ${name} = 1;
  "x${name}" = 2;
  ${if false then "gone" else null} = throw "never";
  nested.${name}.deep = 3;
  ${name + "1"}.a = 4;
  "${"literal"}" = 5;
  ${"also"} = 6;
  selected = set.${name}.${"m"};
  quoted = set."a b";
  computed = set."a ${"b"}";
  default = set.${name + "x"} or "none";
  deepDefault = set.${name}.k.l or "none";
  has = [ (set ? ${name}) (set ? "a b") (set ? ${name}.m) (set ? ${name}.m.x) ];
  recursive = rec { ${name} = a; a = 1; };
  inner = { x.${name} = 1; }.x.n;
}
