let
  named = { __toString = self: "I am ${self.name}"; name = "x"; };
in
[
  "${named}"
  (toString named)
  (toString [ 1 true false null "a" [ 2 [ 3 ] ] [ ] 1.5 named ])
  (named + "!")
  ("<" + named)
  (toString { outPath = "out"; })
  "${{ outPath = "out"; __toString = self: "wins"; }}"
  "${{ outPath = { outPath = "deep"; }; }}"
  (toString /a/b)
  (toString (-5))
  (toString 1.0e10)
  (builtins.concatStringsSep "," [ named { outPath = "o"; } ])
  (builtins.stringLength named)
  (builtins.toJSON named)
]
