let
  try = e: builtins.tryEval e;
in
[
  (try 1)
  (try (throw "x"))
  (try (assert false; 1))
  (try (builtins.deepSeq { a = throw "deep"; } 1))
  (try { a = throw "inside"; }).success
  (try <not-to-be-found>)
  (try (try (throw "inner")))
  (try (builtins.seq (throw "first") 2))
  (let t = throw "again"; in [ (try t) (try t) ])
]
