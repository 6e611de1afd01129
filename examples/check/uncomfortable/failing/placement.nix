{
  capacities.memory = { comfortable = 0.5; };
  minimise = [ "links" "load" ];
}
