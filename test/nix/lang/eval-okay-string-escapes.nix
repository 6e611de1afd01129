[
  "\n\r\t\\\"\${x}\a\e\q"
  "$" "$$" "$${x}" "a$" "$\{" "\$"
  "line
  feed"
  ''\ \n $ "quotes" ''
  "é"
  (builtins.stringLength "é")
  (builtins.substring 0 1 "é" + builtins.substring 1 1 "é")
  "${"nested ${"deeper ${"deepest"}"}"}"
  "a${''b${"c"}''}"
]
