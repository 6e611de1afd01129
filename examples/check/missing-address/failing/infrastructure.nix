{
  test1 = { properties.hostname = "test1"; };
  test2 = { properties.ip = "10.0.0.2"; };
}
