# The pools from which services get numbers of their own.
{
  ports = {
    min = 8000;
    max = 8999;
    scope = "global";    # a number is given once; "local": once on each machine
  };
}
