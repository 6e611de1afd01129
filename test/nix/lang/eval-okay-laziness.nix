let
  never = throw "evaluated";
  set = { a = 1; b = never; };
  fix = f: let x = f x; in x;
in
[
  set.a
  (builtins.length [ never never ])
  (builtins.head [ 1 never ])
  (if true then 1 else never)
  (true || never)
  (false && never)
  (false -> never)
  (let x = never; in 2)
  (builtins.attrNames set)
  (set ? b)
  (set // { c = never; }).a
  (fix (self: { a = 1; b = self.a + 1; })).b
  (builtins.elemAt (map (x: x) [ never 3 ]) 1)
  ((x: 4) never)
  (set.a or never)
  (builtins.length (builtins.filter (x: true) [ never ]))
  (builtins.intersectAttrs { a = never; } set).a
  (builtins.seq [ never ] 5)
  (builtins.tryEval (builtins.deepSeq [ never ] 5)).success
]
