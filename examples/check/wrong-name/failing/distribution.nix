{ infrastructure }: { shop = [ infrastructure.t1 ]; }
