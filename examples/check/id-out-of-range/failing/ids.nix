{
  ids = {
    ports = {
      api = 5000;
      web = 6001;
    };
  };
  lastAssignments = {
    ports = 6001;
  };
}
