[
  ''''
  ''a''
  ''
    two blanks less
      stay
    end
  ''
  ''
      deeper
    first decides
  ''
  ''

    empty lines do not count

      x
  ''
  ''  same line
    next
  ''
  ''
    ${"interpolation"} counts
      ${"a\n  b"} is not stripped
    ''${not} ''\n ''\t ''' $ $$ ''$ ''\x
    ends without line feed''
  ''
	a tab is no blank
  ''
  ''
    a${"b"}c
   d''
  ''x${"y"}''
  ''${"y"}
      x
    z''
  ''

  ''
]
