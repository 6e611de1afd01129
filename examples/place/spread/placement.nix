# Workers are in all three zones, as evenly as can be; the queue is wherever that makes the fewest links between zones.
{
  rules = [ { spread = "worker"; by = "zone"; least = 3; maxSkew = 1; name = "a zone may fail"; } ];
  links = { by = [ "zone" ]; cost = [ 1 4 ]; };
}
