let
  folder = import ./folder;
in
[
  folder.name
  (import ./folder/default.nix).name
  (import (./folder + "/function.nix") { x = 1; })
  (import "${toString ./folder}/function.nix" { x = 2; })
  folder.sibling.value
  # A file is evaluated once: the very same function.
  ([ folder.f ] == [ (import ./folder).f ])
  ([ (import ./folder/default.nix).f ] == [ (import ./folder/../folder).f ])
  (builtins.scopedImport { x = 3; } ./folder/scoped.nix)
  (map import [ ./folder/number.nix ])
  (builtins.pathExists ./folder/number.nix)
  (builtins.pathExists ./folder/none.nix)
  (builtins.readFile ./folder/number.nix)
  (builtins.readDir ./folder)
  (import "${./folder}/number.nix")
]
