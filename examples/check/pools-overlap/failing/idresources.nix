{
  httpPorts = {
    min = 8080;
    max = 8090;
  };

  influxdbPorts = {
    min = 8086;
    max = 8096;
    block = 3;
  };
}
