{
  a.b.c = 1;
  a.b.d = 2;
  a = { e = 3; };
  a.f.g = 4;
  x = { y = 1; };
  x.z = 2;
  r = rec { p = q; };
  r.q = 7;
  "s t"."u v".w = 1;
  "s t"."u v".x = 2;
  i = { inherit ({ k = 1; }) k; };
  i.l = 2;
}
