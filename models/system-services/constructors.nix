# How the services are built. The planner never evaluates this file; a deployment does.
{ pkgs, stateDir, runtimeDir, logDir, tmpDir, cacheDir, forceDisableUserChange, processManager, ids ? {} }:

let
  createManagedProcess = import ../../nixproc/create-managed-process {
    inherit pkgs stateDir runtimeDir logDir tmpDir forceDisableUserChange processManager ids;
  };
in
{
  simpleWebappApache = {port, serverAdmin}: createManagedProcess {
    name = "apache";
    process = "${pkgs.apacheHttpd}/bin/httpd";
    environment = { inherit port serverAdmin; };
  };

  postgresql = {port}: createManagedProcess {
    name = "postgresql";
    process = "${pkgs.postgresql}/bin/postgres";
    args = [ "-p" port ];
  };

  simpleInfluxdb = {httpPort, rpcPort}: createManagedProcess {
    name = "influxdb";
    process = "${pkgs.influxdb}/bin/influxd";
    environment = { inherit httpPort rpcPort; };
  };
}
