builtins.concatStringSep ", " [ "a" ]
