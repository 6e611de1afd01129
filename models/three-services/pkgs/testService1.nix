{runCommand}:

runCommand "testService1" {} ''
  mkdir -p $out/bin
  echo 'echo testService1' > $out/bin/testService1
  chmod +x $out/bin/testService1
''
