let
  even = n: n == 0 || odd (n - 1);
  odd = n: n != 0 && even (n - 1);
  factorial = n: if n == 0 then 1 else n * factorial (n - 1);
  fibonacci = let list = [ 0 1 ] ++ builtins.genList (i: builtins.elemAt list i + builtins.elemAt list (i + 1)) 30; in list;
  tree = depth: if depth == 0 then null else { left = tree (depth - 1); right = [ depth ]; };
  y = f: (x: f (v: x x v)) (x: f (v: x x v));
in
[ (even 1000) (odd 7) (factorial 20) (builtins.elemAt fibonacci 30) (tree 2) (y (self: n: if n == 0 then 0 else n + self (n - 1)) 100) ]
