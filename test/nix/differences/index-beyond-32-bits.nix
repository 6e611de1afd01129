# An index may have any size; Nix cuts it to 32 bits.
builtins.elemAt [ 7 ] 4294967296
