(import ./folder/function.nix) { y = 1; }
