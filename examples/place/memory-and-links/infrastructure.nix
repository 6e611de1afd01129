{
  alpha.properties = { hostname = "alpha"; mem = 8; };
  beta.properties = { hostname = "beta"; mem = 8; };
  gamma.properties = { hostname = "gamma"; mem = 8; };
}
