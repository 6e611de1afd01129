let s = { a = 1; b = { c = 2; d.e = 3; }; }; n = "b"; in
[
  s.a s.b.c s.b.d.e s."a" s.${n}.c s."${n}".d (s.x or 1) (s.b.x or 2) (s.a.x or 3) (s.x.y.z or 4) (s.b.c or (throw "no")) (s.${"x"} or 5) (null.a or 6) ([ ].a or 7)
  (s ? a) (s ? x) (s ? b.c) (s ? b.x) (s ? a.x) (s ? ${n}.d.e) (s ? "a") ({ } ? a) (1 ? a)
  (s // { a = 2; }) ({ a = 1; } // { }) ({ } // { a = 1; }) ({ a.b = 1; } // { a.c = 2; }) (s // { a = throw "lazy"; }).b.c
  ({ a = 1; } == { a = 1; }) ({ a = 1; } == { a = 2; }) ({ a = 1; } == { a = 1; b = 1; }) ({ } == { }) ({ b = 1; a = 2; } == { a = 2; b = 1; })
  (builtins.attrNames { b = 1; a = 2; "10" = 3; "9" = 4; B = 5; "é" = 6; }) (builtins.attrValues { b = 1; a = 2; })
  (builtins.hasAttr "a" s) (builtins.getAttr "a" s) (builtins.removeAttrs s [ "b" "x" ]) (builtins.intersectAttrs { a = 0; z = 0; } s)
  (builtins.listToAttrs [ { name = "x"; value = 1; } { name = "x"; value = 2; } { name = "y"; value = 3; } ])
  (builtins.catAttrs "a" [ s { } { a = 9; } ]) (builtins.mapAttrs (k: v: k) s) (builtins.isAttrs s)
  (builtins.zipAttrsWith (k: vs: { inherit k vs; }) [ { a = 1; b = 2; } { b = 3; } { c = 4; b = 5; } ])
  (builtins.groupBy (x: if x < 3 then "low" else "high") [ 1 5 2 4 ])
]
