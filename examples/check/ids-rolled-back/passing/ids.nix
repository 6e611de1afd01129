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
  "lineage" = "0d1f7ee3a3b04d1c8e5b9f6f21c7a0d4";
  "serial" = 5;
}
