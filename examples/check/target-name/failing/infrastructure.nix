{
  test1 = { properties.hostname = "test1"; };
  "test 2" = { properties.hostname = "test2"; };
}
