{
  alpha.properties = { hostname = "alpha"; mem = 8; price = 12; };
  beta.properties = { hostname = "beta"; mem = 8; price = 12; };
  gamma.properties = { hostname = "gamma"; mem = 16; price = 19.5; };
  delta.properties = { hostname = "delta"; mem = 32; price = 45; };
}
