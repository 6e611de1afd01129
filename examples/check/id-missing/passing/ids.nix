{
  ids = {
    ports = {
      api = 5000;
      web = 5001;
    };
  };
  lastAssignments = {
    ports = 5001;
  };
}
