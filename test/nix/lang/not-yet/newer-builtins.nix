# Reason: came with Nix 2.14; the language here is that of 2.8.
builtins.readFileType ./newer-builtins.nix
