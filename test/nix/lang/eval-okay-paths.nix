[
  /a/b/../c
  /a/./b
  /../a
  /.
  (/a + "/b")
  (/a + "b")
  (/a/b + "/../c")
  (/a + /b)
  (/. + "x")
  (/. + "/x/")
  /a/${"b" + "c"}/d
  /a/x${toString 1}.nix
  (dirOf /a/b)
  (dirOf /a)
  (baseNameOf /a/b.nix)
  (toString ./x)
  (baseNameOf (toString ../x/./y/..))
  (./. == ./a/..)
  (1/2)
  (builtins.typeOf a/b)
  (/a < /b)
  (/a == /a/.)
  (builtins.toString (a/b) == toString ./a/b)
  (builtins.substring 0 2 (toString /abc))
]
