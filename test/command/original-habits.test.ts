import { afterEach, describe, expect, test } from 'vitest';
import { errorCodeOf, makeFolder, type Run, runIn } from '../harness.ts';
import { textOfWalk } from '../page/read-chapters.ts';

/** What QoS models and scripts for the original toolset rely on without its documentation saying so. */
const files = {
  's.nix': `{ pkgs, invDistribution, ... }:
    pkgs.lib.genAttrs [ "crm" "erp" ] (name: { inherit name; load = 2; })
    // builtins.listToAttrs (map (machine: rec {
      name = "gate-\${machine}";
      value = { inherit name; dependsOn = removeAttrs invDistribution.\${machine}.services [ name ]; };
    }) (builtins.attrNames invDistribution))`,
  'i.nix': '{ east.properties = { hostname = "e"; room = 3; }; west.properties = { hostname = "w"; room = 3; }; }',
  'q.nix': `{ services, infrastructure, initialDistribution, filters, ... }:
    filters.divide {
      strategy = "greedy";
      distribution = initialDistribution;
      serviceProperty = "load";
      targetProperty = "room";
      inherit services infrastructure;
    }
    // builtins.listToAttrs (map (machine: { name = "gate-\${machine}"; value = [ machine ]; }) (builtins.attrNames infrastructure))`,
};

let folder = makeFolder({});
afterEach(() => folder.remove());

async function run(words: readonly string[], changed: Record<string, string> = {}): Promise<Run> {
  folder.remove();
  folder = makeFolder({ ...files, ...changed });
  const [command = '', ...extra] = words;
  return await runIn(folder.path, [command, '-s', 's.nix', '-i', 'i.nix', ...extra]);
}

function planOf({ stdout }: Run): unknown {
  return (JSON.parse(stdout) as { distribution: unknown }).distribution;
}

const gates = { crm: ['east'], erp: ['west'], 'gate-east': ['east'], 'gate-west': ['west'] };

describe('services that the model has only when it knows where services go', () => {
  test('may be in the result of a QoS model', async () => {
    expect(planOf(await run(['gendist', '-q', 'q.nix', '--json']))).toEqual(gates);
  });

  test('are told where the model lacks them even so', async () => {
    const { exitCode, stderr } = await run(['gendist', '-q', 'q.nix'], {
      'q.nix': '{ ... }: { gate-est = [ "east" ]; }',
    });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('names service "gate-est"')]);
    expect(stderr).toContain('did you mean "gate-east"?');
  });

  test('may be in the initial distribution, and are there for the QoS model', async () => {
    const initial = '{ infrastructure }: { gate-west = [ infrastructure.west ]; crm = [ infrastructure.west ]; }';
    const model =
      '{ services, initialDistribution, ... }: assert services.gate-west.dependsOn == [ "crm" ]; initialDistribution';
    const { stdout, stderr } = await run(['gendist', '-d', 'd.nix', '-q', 'q.nix', '--json'], {
      'd.nix': initial,
      'q.nix': model,
    });
    expect(stdout, stderr).not.toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ distribution: { crm: ['west'], 'gate-west': ['west'] } });
  });

  test('are walked through and explained with the others', async () => {
    const page = await run(['walk', '-q', 'q.nix']);
    expect([page.exitCode, page.stderr]).toEqual([0, '']);
    expect(textOfWalk(page.stdout)).toContain('gate-west');
    const told = await run(['explain', '-q', 'q.nix', '--service', 'gate-west']);
    expect([told.exitCode, told.stdout]).toEqual([0, expect.stringContaining('gate-west')]);
    const plan = await run(['explain', '-d', 'd.nix'], { 'd.nix': '{ crm = [ "east" ]; gate-east = [ "east" ]; }' });
    expect(plan.stderr).toBe('');
    expect(plan.stdout).toContain('gate-east is on east.\n  This keeps local: crm.');
  });
});

describe('a QoS model that forgets the last argument of a builtin', () => {
  test('is given the initial distribution, with a warning', async () => {
    const ran = await run(['gendist', '-q', 'q.nix', '--json', '-F', 'f.nix'], {
      'f.nix':
        '{ pkgs, referenceFilters }: { keepFirst = { }: pkgs.lib.mapAttrs (service: targets: [ (builtins.head targets) ]); }',
      'q.nix':
        '{ services, infrastructure, initialDistribution, previousDistribution, filters, lib }: filters.keepFirst { }',
    });
    expect([ran.exitCode, planOf(ran)]).toEqual([0, { crm: ['east'], erp: ['east'] }]);
    expect(ran.stderr).toContain('yields the function mapAttrs, which lacks its last argument');
  });

  test('and yields no distribution even so is refused, as is any other function', async () => {
    expect((await run(['gendist', '-q', 'q.nix'], { 'q.nix': "{ ... }: builtins.foldl' (a: b: a)" })).exitCode).toBe(2);
    expect((await run(['gendist', '-q', 'q.nix'], { 'q.nix': '{ ... }: distribution: distribution' })).exitCode).toBe(
      2,
    );
    const { exitCode, stderr } = await run(['gendist', '-q', 'q.nix'], { 'q.nix': '{ ... }: { wanted }: { }' });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('yields a function, but must yield an attribute set'),
    ]);
  });
});

describe('minsetcover in a QoS model', () => {
  /** The cheap machine is the better bargain for its two services, and then is of no use: the dear one is needed for the third. */
  const models = {
    's.nix': '{ ... }: { a = { }; b = { }; c = { }; }',
    'i.nix': '{ cheap.properties.rent = 2; dear.properties.rent = 4; }',
  };
  const cover = (more: string) => `{ services, infrastructure, filters, ... }: filters.minsetcover {
    inherit services infrastructure;
    distribution = { a = [ "cheap" "dear" ]; b = [ "cheap" "dear" ]; c = [ "dear" ]; };
    targetProperty = "rent";
    ${more}
  }`;

  test('is the greedy approximation, as in the original', async () => {
    const ran = await run(['gendist', '-q', 'q.nix', '--json'], { ...models, 'q.nix': cover('') });
    expect(planOf(ran)).toEqual({ a: ['cheap'], b: ['cheap'], c: ['dear'] });
  });

  test('is the best cover where the model asks for it', async () => {
    const ran = await run(['gendist', '-q', 'q.nix', '--json'], { ...models, 'q.nix': cover('algorithm = "exact";') });
    expect(planOf(ran)).toEqual({ a: ['dear'], b: ['dear'], c: ['dear'] });
    const wrong = await run(['gendist', '-q', 'q.nix'], { ...models, 'q.nix': cover('algorithm = "exactly";') });
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('greedy, exact')]);
  });
});

describe('options of the original gendist', () => {
  const words = ['gendist', '-q', 'q.nix', '--json'];

  test('that change nothing have no effect', async () => {
    const idle = ['--stdout', '--no-out-link', '--target-property', 'hostname', '--interface', 'disnix-ssh-client'];
    expect(planOf(await run([...words, ...idle]))).toEqual(gates);
  });

  test('that need a Nix tell what to do instead where none is installed', async () => {
    const failed = await run([...words, '--filter-buildable']);
    expect([failed.exitCode, errorCodeOf(failed), failed.stderr]).toEqual([
      2,
      'without-nix',
      expect.stringContaining('nix-instantiate is not installed'),
    ]);
    expect(failed.stderr).toContain('leave it out, and take what cannot be built out of the candidates (-d)');
  });
});

test('xml writes a distribution with the infrastructure alone, and checks names where there are services', async () => {
  const plan = { 'd.nix': '{ infrastructure }: { crm = [ infrastructure.east ]; gone = [ infrastructure.west ]; }' };
  folder.remove();
  folder = makeFolder({ ...files, ...plan });
  const alone = await runIn(folder.path, ['xml', '-i', 'i.nix', '-d', 'd.nix']);
  expect([alone.exitCode, alone.stdout.match(/<service name="\w+">/g)]).toEqual([
    0,
    ['<service name="crm">', '<service name="gone">'],
  ]);
  expect(await runIn(folder.path, ['xml', '-i', 'i.nix', '-d', 'd.nix', '--no-out-link'])).toEqual(alone);
  expect(await run(['xml', '-d', 'd.nix'], plan)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('"gone"'),
  });
});

test('-f is the form of every picture', async () => {
  for (const command of ['visualize-services', 'visualize-infra']) {
    folder.remove();
    folder = makeFolder(files);
    const model = command === 'visualize-infra' ? ['-i', 'i.nix'] : ['-s', 's.nix'];
    expect((await runIn(folder.path, [command, ...model, '-f', 'svg'])).stdout).toContain('<svg ');
  }
});
