# How a web application process is built. The planner never evaluates this file; a deployment does.
{ pkgs, stateDir, runtimeDir, logDir, tmpDir, forceDisableUserChange, processManager, ids ? {} }:

let
  createManagedProcess = import ../../nixproc/create-managed-process {
    inherit pkgs stateDir runtimeDir logDir tmpDir forceDisableUserChange processManager ids;
  };
in
{
  webapp = import ./webapp.nix {
    inherit createManagedProcess tmpDir;
  };
}
