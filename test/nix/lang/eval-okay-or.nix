let
  set = { a.b = 1; or = 2; };
  or' = 3;
  f = { or = 4; };
in
[
  (set.a.b or 0) (set.a.c or 0) (set.x.y.z or 0) (set.a.b.c or "no set") ((1).a or "no set")
  set.or (set ? or) f.or or'
  (set.x or set.y or set.a.b)
  [ set.q or 1 set.a.b or 2 ]
  ((x: x) set.q or 5)
]
