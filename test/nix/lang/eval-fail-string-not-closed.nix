{
  a = "text;
}
