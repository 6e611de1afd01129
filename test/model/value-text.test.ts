import { expect, test } from 'vitest';
import { valueText } from '../../src/model/value-text.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';

const textOf = (nix: string): string => valueText(createNodeHost().evaluateText('value.nix', nix, '/'));

test('equal values have equal texts; packages are not evaluated, what fails has a word', () => {
  expect(textOf('{ port = 80; names = [ "a" ]; f = x: x; }')).toBe(
    '{ "f" = <function>; "names" = [ "a" ]; "port" = 80; }',
  );
  expect(textOf('{ a = throw "no"; b = { outPath = throw "never"; }; }')).toBe('{ "a" = <fails>; "b" = <package>; }');
});

test.each(['pkg', 'dependsOn', 'connectsTo', 'activatesAfter'])(
  'a service by its %s is told by its name, and brings nothing that it names',
  mark => {
    const model = `let
    names = builtins.genList (i: "s\${toString i}") 40;
    all = builtins.listToAttrs (map (name: { inherit name; value = { inherit name; ${mark} = all; }; }) names);
  in { inherit (all) s0 s1; }`;
    expect(textOf(model)).toBe('{ "s0" = <service "s0">; "s1" = <service "s1">; }');
  },
);
