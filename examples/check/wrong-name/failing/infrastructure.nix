{ t1 = { properties.hostname = "t1"; }; }
