let
  set = {
    here = __curPos;
    inherit (set2) x;
  };
  set2 = { x = 1; };
  pos = name: set: builtins.unsafeGetAttrPos name set;
in
[
  __curPos
  set.here.line
  (pos "here" set)
  (pos "x" set)
  (pos "x" set2)
  (pos "missing" set)
  (pos "x" (set // { y = 1; }))
  (pos "y" (set // { y = 1; }))
  (pos "y" (builtins.mapAttrs (n: v: v) { y = 1; }))
  (pos "a" (builtins.removeAttrs { a = 1; b = 2; } [ "b" ]))
  (pos "a" (builtins.intersectAttrs { a = 1; } { a = 2; }))
  (pos "a" (builtins.functionArgs ({ a, b ? 1 }: a)))
  (pos "n" (builtins.listToAttrs [ { name = "n"; value = 1; } ]))
  (pos "d" { ${"d" + ""} = 1; })
  (pos "a" { a.b = 1; })
  (pos "b" { a.b = 1; }.a)
]
