builtins.readFile "models/services.nix"
