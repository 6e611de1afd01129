{
  "ids" = {
    "ports" = {
      "api" = 5000;
      "web" = 5001;
    };
  };
  "lastAssignments" = {
    "ports" = 70000;
  };
  "released" = {
    "ports" = [
      { from = 5010; to = 5012; run = 2; }
      { from = 5004; to = 5010; run = 1; }
    ];
  };
}
