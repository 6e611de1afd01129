let
  p = n: s: let r = builtins.unsafeGetAttrPos n s; in if r == null then null else [ r.line r.column (baseNameOf r.file) ];
  s = {
    a = 1;
      b.c.d = 2;
    inherit ({ x = 1; y = 2; }) x y;
    inherit p;
    "quoted" = 1;
    ${"dyn" + "amic"} = 2;
  };
in
[
  (p "a" s) (p "b" s) (p "c" s.b) (p "d" s.b.c) (p "x" s) (p "y" s) (p "p" s) (p "quoted" s) (p "dynamic" s) (p "nope" s) (p "q" (s // { q = 1; }))
  (p "a" (s // { q = 1; })) (p "a" (builtins.functionArgs ({ a, b ? 1 }: a))) (p "a" (builtins.mapAttrs (n: v: v) s)) (p "a" (builtins.removeAttrs s [ "b" ]))
  (p "n" (builtins.listToAttrs [ { name = "n"; value = 1; } ])) (p "a" (builtins.intersectAttrs { a = 1; } s))
]
