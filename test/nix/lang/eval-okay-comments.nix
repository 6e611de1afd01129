# A line comment
/* a block
   comment */
[
  1 # to the end of the line
  /* between */ 2
  /**/ 3
  /***/ 4
  /* * / ** */ 5
  "# no comment" ''/* nor this */''
  (6/* touching */+/* on both sides */1)
  # /* not opened
  8
]
