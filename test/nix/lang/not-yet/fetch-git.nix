# Reason: runs git and copies a tree to the store. `--evaluator nix` does it.
builtins.fetchGit ./.
