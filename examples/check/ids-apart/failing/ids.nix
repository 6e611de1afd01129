{
  ids = {
    gids = {
      web = 2001;
    };
    uids = {
      web = 2000;
    };
  };
  lastAssignments = {
    gids = 2001;
    uids = 2000;
  };
}
