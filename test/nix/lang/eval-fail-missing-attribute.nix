{ name = "web"; port = 80; }.prot
