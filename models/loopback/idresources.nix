{
  ports = {
    min = 18100;
    max = 18199;
  };
}
