[ ~/a (~/a + "/b") ~/x/../y (toString ~/z) ~/${"c"} ]
