let
  service = { name, port }: "${name}:${toString port}";
in
service { name = "web"; prot = 80; }
