{ infrastructure }: { engine = [ infrastructure.t1 ]; shop = [ infrastructure.t1 ]; }
