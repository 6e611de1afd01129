{
  ids = {
    ports = {
      web = 5001;
    };
  };
  lastAssignments = {
    ports = 5001;
  };
}
