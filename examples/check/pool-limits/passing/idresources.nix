{
  uids = {
    min = 65520;
    max = 65533;
  };
  gids = {
    min = 65520;
    max = 65533;
  };
  ports = {
    min = 65000;
    max = 65535;
  };
}
