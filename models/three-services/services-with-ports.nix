# The services of services.nix, each of which asks for a port as well.
{system, pkgs, distribution, invDistribution}@args:

builtins.mapAttrs (name: service: service // { requiresUniqueIdsFor = [ "ports" ]; }) (import ./services.nix args)
