{
  ids = {
    ports = {
      api = 5000;
      web = 5000;
    };
  };
  lastAssignments = { };
  lastAssignmentsPerTarget = {
    test1.ports = 5000;
    test2.ports = 5000;
  };
}
