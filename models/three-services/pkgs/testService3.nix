{runCommand}:
{testService1, testService2}:

runCommand "testService3" {} ''
  mkdir -p $out/bin
  echo 'echo testService3' > $out/bin/testService3
  chmod +x $out/bin/testService3
''
