import { compareWithGolden } from '../golden.ts';

const nodes = ['parts/nodes.json'];

compareWithGolden('nomad', 'test/exchange/nomad', {
  'allocations.json': ['parts/allocations.json', ...nodes],
  'cluster.nomad': nodes,
  'constraints-nodes.nomad': nodes,
  'gpu-pool.nomad': nodes,
  'override.nomad': ['parts/pin.nomad', ...nodes],
  'system-nodes.nomad': nodes,
});
