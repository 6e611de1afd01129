{ ... }: rec {
  db = {
    name = "db";
    memory = 4;
    pinnedTo = "test1";
  };
  web = {
    name = "web";
    memory = 2;
    dependsOn = { inherit db; };
  };
}
