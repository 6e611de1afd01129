builtins.head (builtins.filter (x: x > 3) [ 1 2 ])
