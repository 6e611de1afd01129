{ replicas.web = 2; }
