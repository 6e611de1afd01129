import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../src/model/distribution.ts';
import {
  containersToJson,
  distributionToJson,
  writeDisnixDistribution,
  writeDistribution,
} from '../../src/write/distribution.ts';
import { writeJson } from '../../src/write/json.ts';
import { runCommand } from '../harness.ts';

const awkward: Distribution = {
  mappings: new Map([
    ['10', []],
    ['__proto__', [{ target: 'a"b\\${c}' }]],
    ['let', [{ target: 'if' }, { target: 'x-y' }, { target: 'x-y' }]],
    ['web', [{ target: 't1', container: 'tomcat' }, { target: 't1', container: 'mysql' }, { target: 't2' }]],
  ]),
};

describe('the forms of a distribution', () => {
  test('as names: what needs quotes has them, and a container stays where it was named', () => {
    expect(writeDistribution(awkward)).toBe(`{
  "10" = [ ];
  "__proto__" = [
    "a\\"b\\\\\\\${c}"
  ];
  "let" = [
    "if"
    "x-y"
  ];
  "web" = {
    "targets" = [
      {
        "container" = "tomcat";
        "target" = "t1";
      }
      {
        "container" = "mysql";
        "target" = "t1";
      }
      {
        "target" = "t2";
      }
    ];
  };
}
`);
  });

  test('as the function that disnix-env takes: only keywords and names that are none are quoted', () => {
    expect(writeDisnixDistribution(awkward)).toBe(`{ infrastructure }:

{
  "10" = [ ];
  __proto__ = [ infrastructure."a\\"b\\\\\\\${c}" ];
  "let" = [ infrastructure."if" infrastructure.x-y infrastructure.x-y ];
  web = { targets = [ { target = infrastructure.t1; container = "tomcat"; } { target = infrastructure.t1; container = "mysql"; } { target = infrastructure.t2; } ]; };
}
`);
  });

  test('as JSON: each target once, containers apart, and these only where there are any', () => {
    expect(JSON.parse(writeJson(distributionToJson(awkward)))).toEqual({
      '10': [],
      ['__proto__']: ['a"b\\${c}'],
      let: ['if', 'x-y'],
      web: ['t1', 't2'],
    });
    expect(JSON.parse(writeJson(containersToJson(awkward) ?? {}))).toEqual({ web: { t1: ['tomcat', 'mysql'] } });
    expect(containersToJson({ mappings: new Map([['a', [{ target: 't' }]]]) })).toBeUndefined();
  });
});

test('every form is read back as the same plan', async () => {
  const infrastructure = `{ "a\\"b\\\\\\\${c}" = { }; "if" = { }; x-y = { }; t1 = { }; t2 = { }; }`;
  const files = {
    'i.nix': infrastructure,
    'names.nix': writeDistribution(awkward),
    'disnix.nix': writeDisnixDistribution(awkward),
    'plan.json': writeJson({ distribution: distributionToJson(awkward) }),
  };
  for (const other of ['disnix.nix', 'plan.json']) {
    const run = await runCommand('diff', files, ['-i', 'i.nix', 'names.nix', other, '--exit-code']);
    expect(run).toMatchObject({ exitCode: 0, stdout: 'kept 4, moved 0, added 0, removed 0\n', stderr: '' });
  }
});
