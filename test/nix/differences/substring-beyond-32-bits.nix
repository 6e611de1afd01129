# The start of a substring may have any size; Nix cuts it to 32 bits.
builtins.substring 4294967296 1 "abc"
