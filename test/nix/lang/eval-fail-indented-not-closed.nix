''
  text
