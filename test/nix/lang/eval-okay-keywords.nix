let
  # Names that begin or end like keywords, and primes and dashes inside names.
  iff = 1; lets = 2; inner = 3; recx = 4; with' = 5; or' = 6; a-b = 7; a' = 8; _ = 9; __x = 10; assert- = 11; null' = 12;
  true' = let true = 0; in true;
in
[
  iff lets inner recx with' or' a-b a' _ __x assert- null' true'
  { "let" = 1; "if" = 2; "in" = 3; "rec" = 4; "inherit" = 5; "with" = 6; "assert" = 7; "then" = 8; "else" = 9; }."let"
  (let map = x: "mine"; in map 1)
  (let false = true; in false)
  (a-b - 1)
  (a-b - -1)
]
