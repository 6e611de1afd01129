# Which machines there are, what they have, and what can run on them.
{
  north = {
    properties = { hostname = "north.example.org"; memory = 4096; };
    containers.process = { };
  };

  south = {
    properties = { hostname = "south.example.org"; memory = 4096; };
    containers.process = { };
  };
}
