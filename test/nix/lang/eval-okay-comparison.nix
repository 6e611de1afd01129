[
  (1 < 2) (2 <= 2) (3 > 4) (4 >= 4.0)
  ("a" < "b") ("a" < "B") ("" < "a") ("é" > "z") ("a" < "aa")
  ([ 1 2 ] < [ 1 3 ]) ([ 1 ] < [ 1 0 ]) ([ ] < [ 1 ]) ([ [ 1 ] ] < [ [ 2 ] ]) ([ "a" 1 ] < [ "a" 2 ])
  ([ 2 (throw "not looked at") ] > [ 1 (throw "not looked at") ])
  (/a < /b) (/a/b < /a-b)
  ({ a = 1; } == { a = 1; }) ({ a = 1; } == { b = 1; }) ({ a = 1; } != { a = 1; b = 2; })
  ([ 1 { a = [ ]; } ] == [ 1 { a = [ ]; } ])
  (null == null) (null == false) (1 == "1") ([ ] == { }) (/a == "/a")
  # Derivations are equal when their output paths are.
  ({ type = "derivation"; outPath = "x"; a = 1; } == { type = "derivation"; outPath = "x"; a = 2; })
  ({ type = "derivation"; outPath = "x"; } == { type = "derivation"; outPath = "y"; })
  ({ type = "other"; outPath = "x"; a = 1; } == { type = "other"; outPath = "x"; a = 2; })
]
