with { version = "1.0"; };
"name-${verison}"
