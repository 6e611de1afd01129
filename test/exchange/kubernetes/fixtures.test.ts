import { compareWithGolden } from '../golden.ts';

compareWithGolden('kubernetes', 'test/exchange/kubernetes', {
  'guestbook-guessed.yaml': ['--guess-dependencies'],
  'node-affinity-nodes.yaml': ['parts/nodes.yaml'],
  'nodes-and-work.yaml': ['parts/nodes.yaml'],
  'patched.yaml': ['parts/patch.yaml', 'parts/nodes.yaml'],
  'taints.yaml': ['parts/nodes.yaml'],
});
