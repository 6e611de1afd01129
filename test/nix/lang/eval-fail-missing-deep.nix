let
  infrastructure = {
    test1.properties.hostname = "a";
    test2.properties = { };
  };
in
map (target: target.properties.hostname) (builtins.attrValues infrastructure)
