builtins.getAttr "hostname" { hostnmae = "test1"; }
