# The Dysnomia module that activates a process under a given process manager.
{processManager}:

let
  types = {
    sysvinit = "sysvinit-script";
    systemd = "systemd-unit";
    supervisord = "supervisord-program";
    bsdrc = "bsdrc-script";
    launchd = "launchd-daemon";
    cygrunsrv = "cygrunsrv-service";
    docker = "docker-container";
    s6-rc = "s6-rc-service";
    disnix = "process";
  };
in
types.${processManager} or (throw "Unknown process manager: ${processManager}")
