{
  web = {
    name = "web";
  db = { };
}
