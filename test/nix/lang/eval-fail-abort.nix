builtins.tryEval (abort "not to be caught")
