# An ids file in which every id is another one. What is no ids file after all, a function say, stays what it is.
file:

let
  other = id: if !builtins.isInt id then id else if id > 1 then id - 1 else id + 1;
  ofPool = pool: if builtins.isAttrs pool then builtins.mapAttrs (_: other) pool else pool;
in
if builtins.isAttrs file && builtins.isAttrs (file.ids or null) then
  file // { ids = builtins.mapAttrs (_: ofPool) file.ids; }
else
  file
