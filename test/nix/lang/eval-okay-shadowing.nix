let
  x = 1;
  y = let x = 2; in x;
  f = x: let x = 3; in x;
  g = { x, ... }: rec { x = 4; z = x; };
in
[ x y (f 0) (g { x = 0; }) (let inherit x; in x) (rec { inherit x; y = x; }) (let map = builtins.length; in map [ ]) ((x: x) 5) ]
