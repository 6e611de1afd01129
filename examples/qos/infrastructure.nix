{
  core1 = {
    properties = { hostname = "core1.example.org"; zone = "private"; memory = 1536; cost = 80; };
    containers = { process = { }; tomcat-webapplication = { }; mysql-database = { }; };
  };

  core2 = {
    properties = { hostname = "core2.example.org"; zone = "private"; memory = 2048; cost = 90; };
    containers = { process = { }; mysql-database = { }; };
  };

  edge = {
    properties = { hostname = "edge.example.org"; zone = "public"; memory = 1024; cost = 50; };
    containers = { process = { }; tomcat-webapplication = { }; };
  };

  lab = {
    properties = { hostname = "lab.example.org"; zone = "private"; memory = 256; cost = 10; };
    containers = { process = { }; tomcat-webapplication = { }; mysql-database = { }; };
  };
}
