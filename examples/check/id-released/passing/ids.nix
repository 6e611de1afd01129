{
  "ids" = {
    "ports" = {
      "api" = 5000;
      "web" = 5001;
    };
  };
  "lastAssignments" = {
    "ports" = 5001;
  };
  "released" = {
    "ports" = [
      { from = 5002; to = 5002; run = 1; }
    ];
  };
}
