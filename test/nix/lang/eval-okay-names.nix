# Names that mean something to other languages are ordinary, and all are sorted by byte.
let
  set = { __proto__ = 1; constructor = 2; toString = 3; hasOwnProperty = 4; "10" = 5; "9" = 6; B = 7; a = 8; "é" = 9; "" = 10; "a b" = 11; "\${x}" = 12; "a\"b\\" = 13; "~" = 14; _ = 15; };
in
[ set (builtins.attrNames set) set.__proto__ set.constructor (set ? valueOf) ({ }.__proto__ or "none") ((x: x.constructor) set) ]
