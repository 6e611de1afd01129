[
  (import <value.nix>)
  (import <named/value.nix>)
  (import <only-second.nix>)
  (toString <named> == toString ./search/second)
  (builtins.length builtins.nixPath)
  (map (entry: entry.prefix) __nixPath)
  (let __nixPath = [ { path = ./search/second; } ]; in import <value.nix>)
  (builtins.findFile [ { prefix = "p"; path = ./search/first; } ] "p/value.nix" == ./search/first/value.nix)
  (builtins.tryEval <nothing/here>).success
]
