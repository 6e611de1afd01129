[
  (let { a = 1; body = a + 1; })
  (let { body = { inherit x; }; x = 3; }).x
  (let { inherit (let { body = { y = 1; }; }) y; body = y; })
]
