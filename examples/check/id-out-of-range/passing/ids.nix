{
  ids = {
    ports = {
      api = 5000;
      web = 6000;
    };
  };
  lastAssignments = {
    ports = 6000;
  };
}
