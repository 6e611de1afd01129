let a = 0; in 1 / a
