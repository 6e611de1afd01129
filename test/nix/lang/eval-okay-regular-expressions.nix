let
  inherit (builtins) match split;
in
[
  (match "a(b|bc)(c|cd)?d*" "abcd")
  (match "(a*)+" "aaa")
  (match "[[:digit:]]+(\\.[[:digit:]]+)*" "1.22.333")
  (match ".*" "a\nb")
  (match "a" "ab")
  (match "(x)?(y)" "y")
  (match "[^]a]*" "bcd")
  (match "a{2,3}" "aaa")
  (split "(-)" "a-b-c")
  (split "" "ab")
  (split "x*" "axb")
  (split "a|ab|abc" "xabcd")
  (split "([[:upper:]]+)" " FOO bar ")
]
