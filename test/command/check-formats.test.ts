import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const files = {
  'shop/s.nix': '{\n  "wéb" = { name = "wéb"; dependsOn = { db = { name = "db"; }; }; };\n}\n',
  'i.nix': '{ t1 = { }; }',
  'd.nix': '{ infrastructure }: { "wéb" = [ infrastructure.t1 ]; }',
};
const words = ['-s', 'shop/s.nix', '-i', 'i.nix', '-d', 'd.nix'];
const check = (...more: string[]) => runCommand('check', files, more);

test('SARIF has a rule with help, and a place relative to the folder, in characters', async () => {
  const { exitCode, stdout, stderr } = await check(...words, '--format', 'sarif');
  expect(exitCode).toBe(1);
  expect(stderr).toBe('1 error, 0 warnings\n');
  const { runs, version } = JSON.parse(stdout);
  expect(version).toBe('2.1.0');
  const [{ tool, results, columnKind, invocations }] = runs;
  expect(columnKind).toBe('unicodeCodePoints');
  expect(tool.driver.rules).toEqual([
    {
      id: 'unknown-dependency',
      shortDescription: { text: 'A dependency is not in the model' },
      help: { text: expect.stringContaining('services model') },
    },
  ]);
  expect(invocations).toEqual([{ executionSuccessful: true }]);
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({
    ruleId: 'unknown-dependency',
    ruleIndex: 0,
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'shop/s.nix', uriBaseId: '%SRCROOT%' },
          region: { startLine: 2, startColumn: '  "wéb" = { name = "wéb"; dependsOn = { '.length + 1 },
        },
        logicalLocations: [{ name: 'wéb', kind: 'service' }],
      },
    ],
  });
  expect(results[0].partialFingerprints['dydisnixFinding/v1']).toMatch(/^[0-9a-f]{16}$/);
});

test('a result of SARIF is somewhere, since code scanning refuses what is nowhere', async () => {
  const { exitCode, stdout } = await check('-s', 'none.nix', '--format', 'sarif');
  expect(exitCode).toBe(2);
  const [{ results }] = JSON.parse(stdout).runs;
  expect(results).toMatchObject([
    {
      ruleId: 'missing-file',
      locations: [{ physicalLocation: { artifactLocation: { uri: './', uriBaseId: '%SRCROOT%' } } }],
    },
  ]);
});

test('--json counts columns in bytes, as messages do', async () => {
  const { stdout, stderr } = await check(...words, '--json');
  const { version, error, findings } = JSON.parse(stdout);
  const place = {
    file: 'shop/s.nix',
    line: 2,
    column: Buffer.byteLength('  "wéb" = { name = "wéb"; dependsOn = { ') + 1,
  };
  const finding = {
    severity: 'error',
    code: 'unknown-dependency',
    ...place,
    subject: { kind: 'service', name: 'wéb' },
  };
  expect({ version, error, findings }).toMatchObject({ version: 1, error: undefined, findings: [finding] });
  expect(stderr).toBe('1 error, 0 warnings\n');
});

test('GitHub commands annotate lines', async () => {
  const { stdout } = await check(...words, '--format', 'github');
  expect(stdout).toMatch(
    /^::error file=shop\/s\.nix,line=2,col=41,title=unknown-dependency::service "wéb" depends on "db", .*%0Ahint: .*\n$/,
  );
});

test.each([
  [[], 'passed'],
  [['--strict'], 'failed'],
])('JUnit XML passes where the check does: warnings with %j', async (more, result) => {
  const ok = { 's.nix': '{ a = { name = "a"; }; }', 'i.nix': files['i.nix'], 'd.nix': '{ infrastructure }: { }' };
  const run = await runCommand('check', ok, [
    '-s',
    's.nix',
    '-i',
    'i.nix',
    '-d',
    'd.nix',
    '--format',
    'junit',
    ...more,
  ]);
  expect(run.exitCode).toBe(result === 'passed' ? 0 : 1);
  const tags: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'testsuites')
      expect(attributes).toMatchObject({ tests: '1', failures: result === 'passed' ? '0' : '1' });
    tags.push(name);
  });
  parser.write(run.stdout).close();
  expect(tags).toEqual(['testsuites', 'testsuite', 'testcase', result === 'passed' ? 'system-out' : 'failure']);
});

test('where nothing is found each form says so, and stdout has nothing else', async () => {
  const clean = { 's.nix': '{ a = { name = "a"; }; }' };
  const run = async (format: string) => (await runCommand('check', clean, ['-s', 's.nix', '--format', format])).stdout;
  expect(await run('text')).toBe('');
  expect(await run('github')).toBe('');
  expect(JSON.parse(await run('sarif')).runs[0]).toMatchObject({
    results: [],
    invocations: [{ executionSuccessful: true }],
  });
  expect(await run('junit')).toContain('tests="1" failures="0" errors="0"');
});

test('wrong usage is told in the form that was asked for', async () => {
  const sarif = JSON.parse((await check('--format', 'sarif', '--sevices', 's.nix')).stdout);
  const [invocation] = sarif.runs[0].invocations;
  expect(invocation.executionSuccessful).toBe(false);
  expect(invocation.toolExecutionNotifications[0]).toMatchObject({
    descriptor: { id: 'unknown-option' },
    level: 'error',
  });
  expect((await check('--format', 'github', 'x')).stdout).toMatch(/^::error title=unexpected-argument::/);
  expect((await check('--format', 'junit', 'x')).stdout).toContain('<error type="unexpected-argument"');
});

test('one form at a time', async () => {
  const both = await check(...words, '--format', 'sarif', '--json');
  expect(both.exitCode).toBe(2);
  expect(both.stderr).toBe(
    'error: --format does not go with --json: the findings have one form at a time [usage]\n  hint: programs read --json; --format sarif, junit and github are for CI servers\n',
  );
  expect(JSON.parse(both.stdout)).toMatchObject({ version: 1, error: { code: 'usage' } });
});
