{
  ports = {
    min = 43100;
    max = 43199;
  };
}
