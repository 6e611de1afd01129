{ value = "sibling of ${toString (import ./number.nix)}"; }
