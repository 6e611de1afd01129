let
  check = port: if port > 0 then port else throw "port ${toString port} is not positive";
in
{ port = check (-1); }
