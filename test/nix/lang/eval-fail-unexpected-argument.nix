let
  service = { name, port ? 80 }: name;
in
service { name = "web"; prto = 81; }
