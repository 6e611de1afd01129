{
  ports = {
    min = 5000;
    max = 6000;
  };
}
