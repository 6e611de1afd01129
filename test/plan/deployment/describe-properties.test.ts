import { expect, test } from 'vitest';
import { Findings } from '../../../src/base/findings.ts';
import { decodeServices } from '../../../src/model/decode-services.ts';
import { describeProperties } from '../../../src/plan/deployment/describe-properties.ts';
import { createNodeHost } from '../../../src/ports/nix/create-node-host.ts';

/** The properties of the service `web` in a model. */
function properties(model: string): Readonly<Record<string, string>> {
  const value = createNodeHost({}).evaluateText('model', model, '/');
  const findings = new Findings();
  const { services } = decodeServices(value, 'model', findings);
  const web = services.get('web');
  if (web === undefined) throw new Error('web');
  return Object.fromEntries(describeProperties(web, text => `of ${text.length}`));
}

test('values have texts; what is said to planners, and packages, are none', () => {
  const model = `{
    web = {
      name = "web"; type = "process"; pkg = throw "built"; pinnedTo = "t1"; replicas = 2; stateful = true;
      port = 80; ratio = 0.5; on = true; none = null; motto = "say \\"hi\\"";
      list = [ 1 "a" ]; set = { b = 2; a = 1; };
    };
  }`;
  expect(properties(model)).toEqual({
    list: '[ 1 "a" ]',
    motto: '"say \\"hi\\""',
    none: 'null',
    on: 'true',
    port: '80',
    ratio: '0.5',
    set: '{ "a" = 1; "b" = 2; }',
  });
});

test('what fails, functions, packages and other services have words', () => {
  const model = `rec {
    db = { name = "db"; pkg = throw "never"; };
    web = { name = "web"; bad = throw "no"; f = x: x; tool = { outPath = "/nix/store/x"; }; inside = { pkg = throw "never"; name = "x"; }; proxy = { for = db; }; };
  }`;
  expect(properties(model)).toEqual({
    bad: '<fails>',
    f: '<function>',
    inside: '<service "x">',
    proxy: '{ "for" = <service "db">; }',
    tool: '<package>',
  });
});

test('long texts are told by a digest, endless values end', () => {
  const found = properties(
    'let endless = { again = endless; }; in { web = { text = builtins.concatStringsSep "" (builtins.genList (i: "x") 500); inherit endless; }; }',
  );
  expect(found['text']).toBe('sha256 of 502');
  expect(found['endless']).toMatch(/^sha256 of \d+$/);
});
