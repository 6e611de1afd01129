# To Nix some operators are calls of functions that can be given another meaning.
[
  (let __sub = a: b: "sub"; in [ (2 - 1) (-1) ])
  (let __lessThan = a: b: true; in [ (2 < 1) (2 > 1) (2 <= 1) (2 >= 1) ])
  (let __mul = a: b: "mul"; __div = a: b: "div"; in [ (2 * 1) (2 / 1) ])
  (with { __sub = a: b: "with"; }; 2 - 1)
  (let __add = a: b: "add"; in 1 + 1)
]
