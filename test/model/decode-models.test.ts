import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { decodeDistribution } from '../../src/model/decode-distribution.ts';
import { decodeInfrastructure } from '../../src/model/decode-infrastructure.ts';
import { decodeServices } from '../../src/model/decode-services.ts';
import { type AttributeSetValue, force } from '../../src/nix/value.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';

function evaluate(text: string) {
  return createNodeHost().evaluateText('model.nix', text, '/');
}

function services(text: string) {
  const findings = new Findings();
  const model = decodeServices(evaluate(text), 'model.nix', findings);
  const dependencies = [...model.services.values()].map(service => [
    service.key,
    service.dependsOn,
    service.connectsTo,
  ]);
  return { model, dependencies, messages: messagesOf(findings) };
}

/** Both models in one text, as a set with `infrastructure` and a function `distribution`. */
function distribution(text: string) {
  const findings = new Findings();
  const both =
    evaluate(`let infrastructure = { t1 = { properties.hostname = "h1"; }; t2 = { properties.hostname = "h2"; };
    t3 = { properties.hostname = "h2"; }; }; in { inherit infrastructure; distribution = ${text}; }`) as AttributeSetValue;
  const infrastructure = decodeInfrastructure(force(both.get('infrastructure') ?? null), 'i.nix', findings);
  const known = decodeServices(evaluate('{ a = {}; b = {}; "__proto__" = {}; }'), 's.nix', findings);
  const model = decodeDistribution(
    force(both.get('distribution') ?? null),
    'd.nix',
    { services: known, infrastructure },
    findings,
  );
  const targets = [...model.mappings].map(([key, list]) => [
    key,
    list.map(({ target, container }) => container ?? target),
  ]);
  return { targets, messages: messagesOf(findings) };
}

function messagesOf(findings: Findings): string[] {
  return findings.all.map(({ code, message, position, hint }) => {
    const place = position === undefined ? '-' : `${position.line}:${position.column}`;
    return `${code} ${place} ${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
}

test('dependencies are found by identity, by name, and may be cyclic; pkg is never forced', () => {
  const { dependencies, messages } = services(`rec {
    a = { name = "a"; pkg = throw "built"; dependsOn = { inherit b; }; connectsTo = { other = c; }; };
    b = { name = "b"; pkg = throw "built"; dependsOn = { inherit a; }; };
    c = { name = "the-c"; pkg = throw "built"; dependsOn = { x = { name = "a"; }; y = { name = "the-c"; }; z = a; }; };
  }`);
  expect(messages).toEqual([]);
  expect(dependencies).toEqual([
    ['a', ['b'], ['c']],
    ['b', ['a'], []],
    ['c', ['a', 'c'], []],
  ]);
});

test('a service without a name goes by its attribute name, as in process models', () => {
  expect(services('rec { a = {}; b = { dependsOn = { inherit a; }; }; }').dependencies).toEqual([
    ['a', [], []],
    ['b', ['a'], []],
  ]);
});

test('names of every kind are ordinary names', () => {
  const { dependencies, messages } = services(
    'rec { "__proto__" = {}; constructor = {}; "10" = {}; "a\\"b\\\\" = { dependsOn = { "__proto__" = { name = "__proto__"; }; inherit constructor; }; }; }',
  );
  expect(messages).toEqual([]);
  expect(dependencies.map(([key]) => key)).toEqual(['10', '__proto__', 'a"b\\', 'constructor']);
  expect(dependencies[2]?.[1]).toEqual(['__proto__', 'constructor']);
});

test('an empty name is a name, also of a dependency', () => {
  const { dependencies, messages } = services(
    '{ "" = {}; a = { dependsOn."" = {}; }; b = { connectsTo."" = { name = ""; }; }; }',
  );
  expect(messages).toEqual([]);
  expect(dependencies).toEqual([
    ['', [], []],
    ['a', [''], []],
    ['b', [], ['']],
  ]);
});

test('every mistake in a services model is told, with its place', () => {
  const { messages } = services(`{
  a = { dependOn = { }; };
  b = { dependsOn = { x = { name = "bb"; }; }; };
  bb1 = 3;
  c = { name = 1; type = [ ]; connectsTo = "b"; };
  d = { name = "b"; };
  e = throw "broken";
  f = { dependsOn.x = 5; };
}`);
  expect(messages).toEqual([
    'service 4:3 service "bb1" is an integer, but must be an attribute set',
    'service-name 5:9 the name of service "c" is an integer, but must be a string',
    'thrown 7:7 broken',
    'duplicate-service-name 6:3 services "b" and "d" both have the name "b" (dependencies are found by name, so each service needs a name of its own)',
    'misspelt-key 2:9 service "a" has the unknown key "dependOn" (did you mean "dependsOn"?)',
    'unknown-dependency 3:23 service "b" depends on "bb", which is not in the services model (did you mean "b"?)',
    'service-type 5:19 the type of service "c" is a list, but must be a string',
    'dependencies 5:31 connectsTo of service "c" is a string, but must be an attribute set of services (write connectsTo = { inherit database; };)',
    'dependency 8:9 dependsOn of service "f" has an integer where a service is expected',
  ]);
});

test('a services model that is no set is refused', () => {
  expect(services('[ ]').messages[0]).toMatch(/^services-model - the services model is a list/);
  expect(services('x: x').messages[0]).toMatch(/^services-model - the services model is a function/);
});

test('a distribution has lists, the explicit form with containers, and names', () => {
  const { targets, messages } = distribution(`{
    a = [ infrastructure.t2 infrastructure.t1 infrastructure.t2 ];
    b = { targets = [ { target = infrastructure.t1; container = "mysql"; } { target = infrastructure.t3; } ]; };
    "__proto__" = [ "t1" ];
  }`);
  expect(messages).toEqual([]);
  expect(targets).toEqual([
    ['__proto__', ['t1']],
    ['a', ['t2', 't1']],
    ['b', ['mysql', 't3']],
  ]);
});

test('a target that the distribution changed is found by its hostname, where only one target has it', () => {
  expect(distribution('{ a = [ (infrastructure.t1 // { x = 1; }) ]; }').targets).toEqual([['a', ['t1']]]);
  expect(distribution('{ a = [ (infrastructure.t2 // { x = 1; }) ]; }').messages[0]).toMatch(/^unknown-target/);
});

test('every mistake in a distribution is told', () => {
  const { messages } = distribution('{\n  c = [ "t1" ];\n  a = [ "t4" 5 ];\n  b = infrastructure.t1;\n}');
  expect(messages).toEqual([
    'unknown-target 4:3 service "a" is distributed to the unknown target "t4" (did you mean "t1"?)',
    'unknown-target 4:3 service "a" is distributed to an integer that is not a target of the infrastructure model',
    'distribution 5:3 the distribution of service "b" is an attribute set, but must be a list of targets (write [ infrastructure.test1 ] or { targets = [ { target = infrastructure.test1; } ]; })',
    'unknown-service 3:3 the distribution names service "c", which is not in the services model',
  ]);
});

test('an infrastructure model keeps containers, old-style properties and tells mistakes', () => {
  const findings = new Findings();
  const model = decodeInfrastructure(
    evaluate(
      '{ a = { hostname = "h"; }; b = { properties.x = 1; containers = { c = { }; d = 1; }; }; e = { container = { }; }; f = null; }',
    ),
    'i.nix',
    findings,
  );
  expect([...model.targets.keys()]).toEqual(['a', 'b', 'e']);
  expect(model.targets.get('a')?.properties.has('hostname')).toBe(true);
  expect([...(model.targets.get('b')?.containers.keys() ?? [])]).toEqual(['c']);
  expect(messagesOf(findings).map(text => text.split(' ')[0])).toEqual(['container', 'misspelt-key', 'target']);
});

test('services say how often they run and whether they have data where they are', () => {
  const { model, messages } = services(
    '{ a = { replicas = 3; stateful = true; }; b = { replicas = "all"; }; c = { replicas = "2"; }; d = { replicas = null; }; }',
  );
  expect(messages).toEqual([]);
  expect([...model.services.values()].map(({ replicas, stateful }) => [replicas, stateful])).toEqual([
    [3, true],
    ['all', false],
    [2, false],
    [undefined, false],
  ]);
});

test.each([
  ['0', '0'],
  ['2.5', '2.5'],
  ['(-1)', '-1'],
  ['"some"', '"some"'],
  ['[ 3 ]', 'a list'],
  ['"1e99"', '"1e99"'],
])('%s is no number of replicas', (text, shown) => {
  expect(services(`{ a = { replicas = ${text}; }; }`).messages).toEqual([
    `replicas 1:9 replicas of service "a" is ${shown}, but must be a whole number from 1 on, or "all" (write replicas = 3; or replicas = "all";)`,
  ]);
});

test('stateful is a Boolean', () => {
  expect(services('{ a = { stateful = "yes"; }; }').messages).toEqual([
    'stateful 1:9 stateful of service "a" is a string, but must be true or false',
  ]);
});
