let
  a = "lexical";
  set = { a = "with"; b = 1; c = { d = 2; }; };
in
[
  (with set; a)
  (with set; b)
  (with set; with c; [ b d ])
  (with { x = 1; }; with { x = 2; }; x)
  (with { x = 1; }; let x = 3; in x)
  (with throw "not needed"; 1)
  (with set; { inherit b; })
  ((x: with x; y) { y = 4; })
  (with { true = 1; map = 2; }; [ true (builtins.typeOf map) ])
  (with rec { x = y; y = 6; }; x)
  (with (import ./folder); name)
]
