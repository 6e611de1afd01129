let
  inner = x: x.missing;
  middle = x: [ (inner x) ];
  outer = builtins.concatMap middle;
in
outer [ { } ]
