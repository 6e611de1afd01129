# One element for each pair of operators whose order matters.
let
  t = true;
  f = false;
  id = x: x;
  s = { a = 1; b.c = 2; };
in
[
  (1 + 2 * 3) (2 * 3 + 1) (10 - 4 - 3) (100 / 10 / 5) (2 - 3 + 4) (2 * 6 / 4)
  (-2 * -3) (- 2 - - 3) (-id 4) (1 - -1)
  ([ 1 ] ++ [ 2 ] ++ [ 3 ] == [ 1 2 3 ])
  ({ a = 1; } // { a = 2; b = 1; } // { b = 2; })
  (s ? a && s ? b.c) (!s ? x) (!s ? a == f) (s ? "a" || throw "never")
  (f && f -> f) (f -> f -> f) ((f -> f) -> f) (t || f && f) ((t || f) && f)
  (1 < 2 == t) (t == 1 < 2) (1 + 1 == 2 && 3 - 1 != 1) (1 <= 1 && 1 >= 1 && !(1 > 1))
  (id 1 + id 2 * id 3) (id (id (id 4))) (s.b.c + s.a) (s.x or 5 + 1) (id s.x or 7)
  ("a" + "b" == "ab") (!t || t) (!(t || t)) ([ ] == [ ] -> [ 1 ] ++ [ 2 ] == [ 1 2 ])
]
