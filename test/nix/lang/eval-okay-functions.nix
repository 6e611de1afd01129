let
  f = { a, b ? a + 1, c ? b + 1, ... }@all: [ a b c (builtins.attrNames all) ];
  g = all@{ x ? 1, ... }: [ x (all ? x) ];
  h = { }: "empty";
  i = { ... }: "open";
  j = { a ? throw "default not needed" }: a;
in
[
  (f { a = 1; })
  (f { a = 1; b = 10; z = 0; })
  (g { })
  (g { x = 2; })
  (h { })
  (i { a = 1; })
  (j { a = 5; })
  (builtins.functionArgs f)
  (builtins.functionArgs g)
  (builtins.functionArgs (x: x))
  (({ a ? b, b ? 2 }: a) { })
  ((a: { a }: a) 1 { a = 2; })
  ((x: x: x) 1 2)
  ((_: 1) (throw "unused"))
  (({ list ? [ ] }: list) { list = [ 1 ]; })
]
