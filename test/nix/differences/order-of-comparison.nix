# Sets are compared in the order of their names; Nix takes the order in which it first met the names.
let z = 1; in { b = throw "first"; a = z; } == { a = 2; b = 1; }
