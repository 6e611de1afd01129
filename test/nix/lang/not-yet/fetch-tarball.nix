# Reason: needs the network. `--evaluator nix` does it.
builtins.fetchTarball { url = "http://localhost/file.tar.gz"; sha256 = "0000000000000000000000000000000000000000000000000000"; }
