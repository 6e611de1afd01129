let
  a = 1;
  b = 2;
  source = { x = 10; y = 20; };
in
rec {
  # The `a` outside, not the attribute itself.
  inherit a;
  c = a + b;
  b = 5;
  inherit (source) x;
  # The source of `inherit (…)` sees the names inside.
  inherit (rec { y = x * 2; z = y; }) y z;
  sum = x + y + z;
  inner = rec { inherit c sum; d = c; };
}
