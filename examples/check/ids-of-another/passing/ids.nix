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
  "lineage" = "7c1e0b52a94f4d6fb1f0f4a6d5e3c2b1";
  "serial" = 5;
}
