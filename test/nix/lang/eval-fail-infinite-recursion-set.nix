rec { a = a // { b = 1; }; }
