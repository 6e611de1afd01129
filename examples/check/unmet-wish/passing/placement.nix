{ rules = [ { together = [ "db" "web" ]; name = "database at hand"; soft = 1; } ]; }
