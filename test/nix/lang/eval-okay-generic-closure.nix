{
  numbers = map (x: x.key) (builtins.genericClosure {
    startSet = [ { key = 5; } { key = 5; } ];
    operator = { key }: if key <= 0 then [ ] else [ { key = key - 1; } { key = key / 2; } ];
  });
  strings = map (x: x.key) (builtins.genericClosure {
    startSet = [ { key = ""; } ];
    operator = x: if builtins.stringLength x.key >= 2 then [ ] else [ { key = x.key + "a"; } { key = x.key + "b"; } ];
  });
}
