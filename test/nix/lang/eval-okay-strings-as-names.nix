let
  list = map (n: { name = "n${toString n}"; value = n; }) [ 3 1 2 3 ];
in
{
  set = builtins.listToAttrs list;
  first = builtins.listToAttrs [ { name = "a"; value = 1; } { name = "a"; value = 2; } ];
  groups = builtins.groupBy (n: if n > 1 then "large" else "small") [ 1 2 3 ];
  zipped = builtins.zipAttrsWith (name: values: { inherit name values; }) [ { a = 1; } { a = 2; b = 3; } ];
  categories = builtins.catAttrs "a" [ { a = 1; } { b = 2; } { a = 3; } ];
  removed = removeAttrs { a = 1; b = 2; } [ "b" "c" ];
  mapped = builtins.mapAttrs (name: value: name + toString value) { a = 1; b = 2; };
}
