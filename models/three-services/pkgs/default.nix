# How the services would be built. The planner never evaluates this file; a deployment with Disnix does.
{pkgs, system}:

let
  callPackage = pkgs.lib.callPackageWith (pkgs // self);

  self = {
    testService1 = callPackage ./testService1.nix { };
    testService2 = callPackage ./testService2.nix { };
    testService3 = callPackage ./testService3.nix { };
  };
in
self
