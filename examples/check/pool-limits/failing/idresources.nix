{
  uids = {
    min = 65520;
    max = 65540;
  };
  gids = {
    min = 65520;
    max = 65533;
  };
  ports = {
    min = 65000;
    max = 66000;
  };
}
