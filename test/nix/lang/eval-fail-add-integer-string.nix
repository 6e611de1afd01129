80 + " is the port"
