{
  ids = {
    gids = {
      web = 2000;
    };
    uids = {
      web = 2000;
    };
  };
  lastAssignments = {
    gids = 2000;
    uids = 2000;
  };
}
