{
  ports = {
    min = 30000;
    max = 40000;
  };
  uids = {
    min = 60000;
    max = 61500;
  };
}
