let
  drv = derivation { name = "d"; system = "s"; builder = "b"; outputs = [ "out" "dev" ]; };
  file = builtins.toFile "f" "text";
  context = s: builtins.getContext s;
in
[
  (builtins.hasContext "a") (builtins.hasContext "${drv}")
  (context "${drv} ${drv.dev} ${file}")
  (context (builtins.substring 0 3 "${drv}"))
  (context (builtins.substring 0 0 "${drv}"))
  (context (builtins.replaceStrings [ "x" ] [ "${file}" ] "axb"))
  (context (builtins.concatStringsSep "${file}" [ "a" "b" ]))
  (context (builtins.unsafeDiscardStringContext "${drv}"))
  (context (builtins.unsafeDiscardOutputDependency drv.drvPath))
  (context drv.drvPath)
  (context (builtins.toJSON [ drv file ]))
  (context (toString [ drv "x" ]))
  (context (baseNameOf file))
  (context (dirOf file))
  (builtins.hasContext (builtins.head (builtins.match "(.*)" file)))
  (builtins.hasContext (builtins.head (builtins.split "x" "a${file}")))
  (builtins.hasContext (builtins.hashString "sha256" file))
  (context (builtins.appendContext "x" { ${builtins.unsafeDiscardStringContext drv.drvPath} = { outputs = [ "out" ]; }; }))
  (builtins.attrNames { ${builtins.unsafeDiscardStringContext file} = 1; })
  (file == builtins.unsafeDiscardStringContext file)
]
