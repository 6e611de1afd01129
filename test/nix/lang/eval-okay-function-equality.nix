let
  f = x: x;
  set = { inherit f; };
  same = set;
in
[
  (f == f)
  ([ f ] == [ f ])
  ({ a = f; } == { a = f; })
  (set == same)
  (set == { inherit f; })
  ([ (x: x) ] == [ (x: x) ])
  (let g = f; in [ g ] == [ f ])
  ((h: [ h ] == [ f ]) f)
  ([ map ] == [ map ])
  (map == map)
  (let s = { a = f; }; in s.a == s.a)
  (let l = [ f ]; in l == l)
]
