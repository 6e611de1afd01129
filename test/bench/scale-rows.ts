/** A command as it is measured. */
export interface ScaleRow {
  readonly what: string;
  readonly words: readonly string[];
  /** Whether a time limit may end it: how its time grows says nothing. */
  readonly isSearch?: boolean;
}

const services = ['-s', 'services.nix'];
const models = [...services, '-i', 'infrastructure.json'];
const candidates = [...models, '-d', 'candidates.json'];
const plan = [...models, '-d', 'plan.json'];
const limit = ['--time-limit', '5'];
const nowhere = ['--output-file', '/dev/null'];

/** Every command that reads models. What they print goes nowhere, where they want a file to `/dev/null`. */
export const scaleRows: readonly ScaleRow[] = [
  row('eval', '--expr', 'builtins.attrNames (import ./services.nix { })', '--json'),
  row('xml', ...services),
  row('check', ...plan),
  row('check --json', ...plan, '--json'),
  row('order', ...plan),
  row('order --json', ...plan, '--json'),
  row('visualize-services', ...services),
  row('visualize-services svg', ...services, '-f', 'svg'),
  row('visualize-infra svg', '-i', 'infrastructure.json', '-f', 'svg'),
  row('visualize-distribution', ...plan),
  row('visualize-distribution svg', ...plan, '-f', 'svg'),
  row('augment-infra', '-i', 'infrastructure.json', '-a', 'augment.nix'),
  row('gendist', ...models, '-q', 'qos.nix'),
  row('id-assign', ...services, '--id-resources', 'idresources.json'),
  row('nixproc-id-assign', '--id-resources', 'idresources.json', 'services.nix'),
  row('diff', ...models, 'plan.json', 'other.json'),
  row('diff --json', ...models, 'plan.json', 'other.json', '--json'),
  row('explain', ...plan, '--candidates', 'candidates.json'),
  row('explain --all', ...plan, '--candidates', 'candidates.json', '--all'),
  row('explain --json', ...plan, '--candidates', 'candidates.json', '--json'),
  row('explain --service', ...plan, '--candidates', 'candidates.json', '--service', 's17'),
  row('plan', ...candidates, '--state', 'state', '--deploy-command', 'true'),
  row('apply', ...candidates, '--state', 'applied', '--yes', '--deploy-command', 'true'),
  row('verify', 'plan.json', ...candidates, '--planner', 'multiwaycut'),
  row('page', ...plan, '-o', '/dev/null'),
  row('document-services', ...services, ...nowhere),
  row('generate-services-docs', ...services, '--output-dir', 'catalogue', '--force'),
  row('import compose', 'compose', 'compose.yaml', '-o', 'imported', '--force'),
  search('multiwaycut', ...candidates, ...limit),
  search('place', ...candidates, ...limit),
  search('graphcol', ...models, ...limit),
  search('divide', ...candidates, '--service-property', 'mem', '--target-property', 'mem', '--strategy', 'greedy'),
  search('minsetcover', ...candidates, '--target-property', 'cost', ...limit),
  search('tour', ...candidates, '--id-resources', 'idresources.json', '--output-dir', 'toured'),
  search('walk', ...candidates, ...nowhere),
];

/** The first word of what is measured is the command. */
function row(what: string, ...words: readonly string[]): ScaleRow {
  return { what, words: [what.split(' ')[0] ?? '', ...words] };
}

function search(what: string, ...words: readonly string[]): ScaleRow {
  return { ...row(what, ...words), isSearch: true };
}
