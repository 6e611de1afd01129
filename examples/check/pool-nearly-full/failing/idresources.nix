{
  ports = {
    min = 5000;
    max = 5011;
  };
}
