{runCommand}:
{testService1}:

runCommand "testService2" {} ''
  mkdir -p $out/bin
  echo 'echo testService2' > $out/bin/testService2
  chmod +x $out/bin/testService2
''
