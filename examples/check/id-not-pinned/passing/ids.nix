{
  ids = {
    ports = {
      web = 5080;
    };
  };
  lastAssignments = {
    ports = 5080;
  };
}
