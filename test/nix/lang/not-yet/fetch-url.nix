# Reason: needs the network. `--evaluator nix` does it.
builtins.fetchurl "http://localhost/file"
