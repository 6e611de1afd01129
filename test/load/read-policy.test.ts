import { afterAll, expect, test } from 'vitest';
import { UserError } from '../../src/base/diagnostic.ts';
import { loadModels } from '../../src/load/load-models.ts';
import { readPolicy } from '../../src/load/read-policy.ts';
import { makeFolder } from '../harness.ts';

const folder = makeFolder({
  's.nix': '{ db = { stateful = true; pkg = throw "built"; }; web = { pkg = throw "built"; }; }',
  'i.nix': '{ t1.properties.zone = "a"; t2.properties.zone = "b"; }',
  'set.nix': '{ replicas.web = 2; }',
  'function.nix':
    '{ services, infrastructure, lib }:\n{ replicas.web = lib.length (builtins.attrNames infrastructure); }',
  'some.nix': '{ services }: { replicas = builtins.mapAttrs (_: s: if s.stateful or false then 1 else 2) services; }',
  'policy.json': '{ "replicas": { "web": 2 } }',
  'policy.yaml': 'replicas:\n  web: 2\n',
  'policy.yml': 'replicas: { web: "2" }',
  'wrong.json': '{\n "replicas": { "wbe": 2 } }',
  'wrong.yaml': 'replicas:\n  wbe: 2\n',
  'wrong.nix': '{\n  replicas.wbe = 2;\n}',
  'broken.json': '{ "replicas": }',
  'broken.yaml': 'replicas: [',
  'asks.nix': '{ previous }: { }',
});
afterAll(() => folder.remove());

function read(file: string, standardInput = '') {
  const world = {
    folder: folder.path,
    environment: {},
    standardInput: () => standardInput,
    progress: () => {},
    isInterrupted: () => false,
    noteInput: () => {},
  };
  const evaluation = {
    files: [],
    searchPath: [],
    isXml: false,
    evaluator: 'embedded' as const,
    isRestricted: false,
    showTrace: false,
    hints: { packages: '', withoutNix: '', infrastructure: '' },
  };
  const loaded = loadModels({ services: 's.nix', infrastructure: 'i.nix', evaluation }, world);
  return { policy: readPolicy(file, loaded), findings: loaded.findings.all };
}

test.each(['set.nix', 'function.nix', 'some.nix', 'policy.json', 'policy.yaml', 'policy.yml'])(
  '%s is a policy',
  file => {
    const { policy, findings } = read(file);
    expect(findings).toEqual([]);
    expect(policy.replicas.get('web')).toBe(2);
  },
);

test.each(['{ replicas.web = 2; }', '{ "replicas": { "web": 2 } }', '---\nreplicas: { web: 2 }\n'])(
  '%s may come from standard input',
  text => expect(read('-', text).policy.replicas.get('web')).toBe(2),
);

test.each([
  ['wrong.json', 2, 16],
  ['wrong.yaml', 2, 3],
  ['wrong.nix', 2, 3],
])('a mistake in %s has its file, line and column', (file, line, column) => {
  const [finding] = read(file).findings;
  expect(finding).toMatchObject({ code: 'unknown-service', hint: 'did you mean "web"?', position: { line, column } });
  expect(String(finding?.position)).toBe(`${folder.path}/${file}:${line}:${column}`);
});

test.each(['broken.json', 'broken.yaml', 'asks.nix', 'missing.nix'])('%s cannot be read', file => {
  expect(() => read(file)).toThrow(UserError);
});

test('a text that is no JSON is told with its place', () => {
  try {
    read('broken.json');
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.diagnostics).toMatchObject([{ position: { line: 1, column: 15 } }]);
  }
});
