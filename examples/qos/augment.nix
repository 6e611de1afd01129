# Filters look at properties: turn the containers of each machine into one.
{ infrastructure, lib }:

lib.mapAttrs (name: target:
  lib.recursiveUpdate target { properties.supportedTypes = lib.attrNames target.containers; }
) infrastructure
