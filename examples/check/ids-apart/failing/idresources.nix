{
  uids = {
    min = 2000;
    max = 3000;
  };
  gids = {
    sameAs = "uids";
  };
}
