{
  a1.properties = { hostname = "a1"; zone = "a"; slots = 4; };
  a2.properties = { hostname = "a2"; zone = "a"; slots = 3; };
  b1.properties = { hostname = "b1"; zone = "b"; slots = 4; };
}
