let
  maximum = 9223372036854775807;
  minimum = -maximum - 1;
in
[
  (maximum + 1 == minimum)
  (minimum - 1 == maximum)
  (maximum * 2)
  (minimum * -1 == minimum)
  (7 / 2) (-7 / 2) (7 / -2)
  (7.0 / 2) (1 / 2.0)
  (9007199254740993 - 1)
  (9007199254740993 * 3)
  (3037000500 * 3037000500)
  (0 - 5)
  (builtins.bitAnd (-1) 255) (builtins.bitOr 8 1) (builtins.bitXor 12 10)
  (builtins.bitAnd maximum (-2))
  (builtins.ceil 1.1) (builtins.floor (-1.1)) (builtins.ceil (-0.5))
  (1 + 1.0) (2 * 0.5) (1.0 - 1)
]
