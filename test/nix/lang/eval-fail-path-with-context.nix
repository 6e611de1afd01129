/a + builtins.toFile "a" ""
