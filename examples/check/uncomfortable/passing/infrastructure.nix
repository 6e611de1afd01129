{
  test1 = { properties = { zone = "a"; memory = 5; }; };
  test2 = { properties = { zone = "a"; memory = 10; }; };
}
