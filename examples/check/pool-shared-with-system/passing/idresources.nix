{
  # The machines have net.ipv4.ip_local_port_range = 49152 65535.
  ports = {
    min = 30000;
    max = 40000;
    usedBySystem = [ { from = 49152; to = 65535; } ];
  };
  uids = {
    min = 2000;
    max = 3000;
  };
}
