import { expect, test } from 'vitest';
import * as yaml from 'yaml';
import { toBytes } from '../../src/base/bytes.ts';
import { InputError } from '../../src/base/diagnostic.ts';
import { parseYaml } from '../../src/model/parse-yaml.ts';
import { parseJson, parseJsonFile } from '../../src/nix/formats/parse-json.ts';
import { writeNixExpression } from '../../src/nix/print/write-nix-expression.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { decode, evaluate } from './policies.ts';

const read = (text: string) => parseYaml('placement.yaml', toBytes(text), yaml);

function refusal(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ message, position }) => `${position?.line}:${position?.column} ${message}`);
  }
  return [];
}

test('a document is the value that it would be in JSON', () => {
  const value = read('a: 1\nb: [x, "2", 2.5, true, null, no]\nc:\n  d: |\n    long\n  1: {}\n  e: 9007199254740993\n');
  const json = '{"a":1,"b":["x","2",2.5,true,null,"no"],"c":{"1":{},"d":"long\\n","e":9007199254740993}}';
  expect(writeNixExpression(value)).toBe(writeNixExpression(parseJson(json)));
  expect(read('')).toBe(null);
});

test('an alias is the very value that it stands for', () => {
  const double = (levels: number) =>
    ['a0: &a0 [x]', ...Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)].join('\n');
  expect(writeNixExpression(read('a: &x { k: 1 }\nb: *x\n'))).toBe(
    writeNixExpression(evaluate('{ a.k = 1; b.k = 1; }')),
  );
  // Written out this would be 2^20 elements; 2^60 are refused, since whoever prints them visits every one.
  expect(read(double(20)) instanceof AttributeSetValue).toBe(true);
  expect(() => read(double(60))).toThrow('aliases make more than 10000000 values');
});

test.each([
  ['a: 1\na: 2', '2:1 map keys must be unique'],
  ['a: &a [*a]', '1:8 a value that contains itself'],
  ['a: *b', '1:4 an alias of what is not there'],
  ['a: !foo 3', '1:4 unresolved tag: !foo'],
  ['a: !!str 3', '1:10 tags mean nothing here'],
  ['? [x]\n: 1', '1:3 a key that is no scalar'],
  ['a: 1\n---\nb: 2', '2:1 there is more than one document'],
  [
    '\u00e9: "\u00e9\u{1f600}"\nb: [1',
    '2:6 flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [`a: ${'['.repeat(300)}${']'.repeat(300)}`, '1:204 lists and mappings are nested more than 200 deep'],
])('%s is refused', (text, message) => {
  expect(refusal(text)[0]).toBe(message);
});

test('bytes that are no UTF-8 are refused', () => {
  expect(() => parseYaml('placement.yaml', 'a: \xff', yaml)).toThrow('the text is no UTF-8');
});

const nix = `{
  capacities.memory = { need = "memory"; have = "memory"; comfortable = 0.8; };
  replicas = { web = 2; };
  rules = [ { apart = [ "db" "web" ]; by = "zone"; } ];
  minimise = [ "links" "load" ];
}`;
const inYaml = `
capacities:
  memory: { need: memory, have: memory, comfortable: 0.8 }
replicas: { web: 2 }
rules:
  - apart: [db, web]
    by: zone
minimise: [links, load]
`;
const inJson = `{ "capacities": { "memory": { "need": "memory", "have": "memory", "comfortable": 0.8 } }, "replicas": { "web": 2 },
  "rules": [ { "apart": [ "db", "web" ], "by": "zone" } ], "minimise": [ "links", "load" ] }`;

test('a policy is the same in Nix, JSON and YAML', () => {
  const plain = (policy: unknown) =>
    JSON.stringify(policy, (key, value: unknown) => {
      if (key === 'position') return undefined;
      if (typeof value === 'bigint') return String(value);
      return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
    });
  const [a, b, c] = [decode(evaluate(nix)), decode(read(inYaml)), decode(parseJson(inJson))];
  expect([a.messages, b.messages, c.messages]).toEqual([[], [], []]);
  expect(plain(b.policy)).toBe(plain(a.policy));
  expect(plain(c.policy)).toBe(plain(a.policy));
});

test('mistakes have their places in JSON and YAML, too', () => {
  expect(decode(read('replicas:\n  \u00e9: 1\nrules:\n  - apart: wbe\n')).messages).toEqual([
    'unknown-service 4:5 apart of rule 1 names "wbe", which is neither a service nor a group (did you mean "web"?)',
    `unknown-service 2:3 replicas names "${toBytes('\u00e9')}", which is neither a service nor a group`,
  ]);
  expect(decode(parseJsonFile('placement.json', '{\n  "replicas": {\n "b": 1 } }')).messages).toEqual([
    'unknown-service 3:2 replicas names "b", which is neither a service nor a group',
  ]);
});
