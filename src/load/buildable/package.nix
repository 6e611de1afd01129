# The package of one service, as Disnix asks for it: with dependencies it is a function of them, each with the targets
# where it may go.
{
  # The value of the services model.
  value,
  # The name of the service in the model.
  service,
  # Name of a service -> list of { target, container }; target is a name, container perhaps null.
  candidates,
  # The machines.
  infrastructure
}:
let
  wanted = value.${service};
  dependencies = wanted.connectsTo or { } // wanted.dependsOn or { };

  place = dependency: mapping:
    let
      target = infrastructure.${mapping.target};
      container = if mapping.container == null then dependency.type or "" else mapping.container;
    in
    target // { container = (target.containers or { }).${container} or { }; };
  withTargets = dependency:
    let targets = map (place dependency) (candidates.${dependency.name or ""} or [ ]);
    in dependency // { inherit targets; } // (if targets == [ ] then { } else { target = builtins.head targets; });
in
if dependencies == { } then wanted.pkg else wanted.pkg (builtins.mapAttrs (name: withTargets) dependencies)
