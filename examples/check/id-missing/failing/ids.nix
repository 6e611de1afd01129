{
  ids = {
    ports = {
      api = 5000;
    };
  };
  lastAssignments = {
    ports = 5000;
  };
}
