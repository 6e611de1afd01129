{
  a1.properties = { hostname = "a1"; zone = "a"; };
  a2.properties = { hostname = "a2"; zone = "a"; };
  a3.properties = { hostname = "a3"; zone = "a"; };
  a4.properties = { hostname = "a4"; zone = "a"; };
  b1.properties = { hostname = "b1"; zone = "b"; };
  b2.properties = { hostname = "b2"; zone = "b"; };
  c1.properties = { hostname = "c1"; zone = "c"; };
  c2.properties = { hostname = "c2"; zone = "c"; };
  c3.properties = { hostname = "c3"; zone = "c"; };
}
