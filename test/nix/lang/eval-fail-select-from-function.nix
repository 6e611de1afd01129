let
  web = { port }: { inherit port; };
in
web.port
