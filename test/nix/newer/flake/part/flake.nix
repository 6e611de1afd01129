{ outputs = { self }: { number = 1; }; }
