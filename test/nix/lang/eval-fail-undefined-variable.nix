let
  services = { };
in
  { web = sevices.web; }
