{
  ids = {
    ports = {
      web = 5000;
    };
  };
  lastAssignments = {
    ports = 5000;
  };
}
