# The filters of the toolset and one of our own.
{ pkgs, referenceFilters }:

referenceFilters // {
  # A machine stays a candidate where the service would fit if it were alone there.
  roomFor = { services, infrastructure, distribution, serviceProperty, targetProperty }:
    pkgs.lib.mapAttrs (service: targets:
      builtins.filter (target:
        services.${service}.${serviceProperty} <= infrastructure.${target}.properties.${targetProperty}
      ) targets
    ) distribution;
}
