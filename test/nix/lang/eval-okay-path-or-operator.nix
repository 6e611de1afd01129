# Without blanks, `/` makes a path and `:` may make a URL; with blanks they are operators.
let
  a = 6;
  b = 2;
in
[ (a / b) (builtins.typeOf a/b) (a - b) (a -b) (a.x or 1 / b) (let a-b = 1; in a-b) ((x: x) 2) ]
