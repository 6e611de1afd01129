{ t1 = { properties.hostname = "t1"; }; t2 = { properties.hostname = "t2"; }; }
