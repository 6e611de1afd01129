let
  a.b = 1;
  a.c = a.b + 1;
  f.g = x: x + a.c;
in
[ a (f.g 1) ]
