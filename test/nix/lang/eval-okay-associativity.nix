let
  show = builtins.concatStringsSep "" (builtins.genList toString 3);
  trace = name: value: { inherit name value; };
in
{
  minus = 10 - 3 - 2;
  divide = 100 / 10 / 5;
  mixed = 2 * 9 / 4 * 3;
  implies = false -> false -> false;
  update = ({ a = 1; } // { a = 2; } // { a = 3; }).a;
  concat = [ 1 ] ++ [ 2 ] ++ [ 3 ];
  # Strings are joined from the left: the path comes first, so all of it is a path.
  path = /a + "b" + "/c";
  apply = (a: b: c: a + b + c) 1 2 3;
  inherit show;
  traced = (trace "x" 1).value;
}
