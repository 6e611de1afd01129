let
  set = rec {
    a = 1;
    b = a + 1;
    c = { inherit a b; };
    __overrides = { a = 10; d = 4; };
  };
  from = rec { x = y; y = 1; __overrides = { y = z; }; z = 5; };
in
[ set.a set.b set.c set.d (builtins.attrNames set) from.x { a = 1; __overrides = { a = 2; }; } ]
