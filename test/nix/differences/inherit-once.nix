# `inherit (e) a b;` evaluates `e` once, not once for each name.
let inherit (builtins.trace "evaluated" { a = 1; b = 2; }) a b; in a + b
