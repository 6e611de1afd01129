[
  http://example.org/a?b=c&d=%20e
  x:y
  mailto:someone@example.org
  (x:y)
  ((x: y: x + y) "1" "2")
  ((x: x) "lambda, with a blank")
  { a = ftp://a.b:21/~c+d,e!f*g'h$i; }
]
