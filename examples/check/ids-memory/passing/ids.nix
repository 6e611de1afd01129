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
      { from = 5004; to = 5009; run = 1; }
      { from = 5010; to = 5012; run = 2; }
    ];
  };
}
