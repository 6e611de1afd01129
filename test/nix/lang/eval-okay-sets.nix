let
  name = "dynamic";
in
{
  empty = { };
  nested.a.b.c = 1;
  nested.a.b.d = 2;
  nested.a.e = 3;
  nested.f = { g = 4; };
  merged = { a = 1; };
  merged.b = 2;
  both = { x = { p = 1; }; };
  both.x.q = 2;
  "quoted name" = 1;
  "1" = "one";
  "" = "empty";
  "if" = "keyword";
  or = "or";
  ${name} = 1;
  "${name}2" = 2;
  "a${name}b".c = 3;
  ${null} = throw "never";
  x' = 1;
  a-b = 2;
  _ = 3;
  __proto__ = "an ordinary name";
  constructor = "another";
  toString = 1;
}
