let
  port = 70000;
in
assert port < 65536;
port
