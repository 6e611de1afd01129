let
  counter = { count = 3; __functor = self: x: self.count + x; };
  nested = { __functor = self: { __functor = inner: x: [ x ]; }; };
  withDefault = { __functor = self: { a, b ? 2 }: a + b; };
in
[
  (counter 1)
  ((counter // { count = 10; }) 1)
  (nested 5)
  (withDefault { a = 1; })
  (map counter [ 1 2 ])
  (builtins.foldl' { __functor = self: a: b: a - b; } 10 [ 1 2 ])
  (builtins.isFunction counter)
  (builtins.typeOf counter)
  (builtins.sort { __functor = self: a: b: a > b; } [ 1 3 2 ])
]
