{ ... }: rec {
  db = {
    name = "db";
    memory = 4;
  };
  web = {
    name = "web";
    memory = 2;
    dependsOn = { inherit db; };
  };
}
