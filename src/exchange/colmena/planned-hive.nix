# A hive whose machines get the modules of a plan.
hive: plan:
let
  # What says something of all machines.
  isMachine = name: !(builtins.elem name [ "defaults" "meta" "network" ]);
in
builtins.mapAttrs (name: value:
  if isMachine name && plan ? ${name} then { imports = [ value plan.${name} ]; } else value
) hive
