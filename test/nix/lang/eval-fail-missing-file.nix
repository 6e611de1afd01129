import ./not-there.nix
