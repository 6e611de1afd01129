builtins.concatLists [ builtins.tail [ 1 2 ] ]
