{ rules = [ { apart = [ "db" "web" ]; name = "database alone"; } ]; }
