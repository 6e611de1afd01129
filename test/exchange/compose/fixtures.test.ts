import { compareWithGolden } from '../golden.ts';

compareWithGolden('compose', 'test/exchange/compose', {
  'profiles-on.yaml': ['--profile', 'frontend', '--profile', 'debug'],
  'profiles-all.yaml': ['--profile', '*'],
  'variables-file.yaml': ['--env-file', 'parts/env.txt'],
  'env-wrong.yaml': ['--env-file', 'parts/env-wrong.txt'],
  'extends-given.yaml': ['common/app.yaml'],
  'include.yaml': ['parts/infra.yaml'],
  'override-base.yaml': ['parts/override.yaml'],
  'swarm.yaml': ['parts/nodes.json'],
});
