import { describe, expect, it } from 'vitest';
import { wordRemedies } from '../../../src/cli/word-remedies.ts';
import { createNodeHost } from '../../../src/ports/nix/create-node-host.ts';
import { failureOf } from '../evaluate-text.ts';

describe('the errors of builtins say what is wrong and what to do', () => {
  it.each([
    ['builtins.elemAt [ 1 2 ] 5', 'invalid-argument', 'list index 5 is out of bounds', 'the list has 2 elements'],
    ['builtins.head [ ]', 'invalid-argument', "'head' is called on an empty list", ''],
    ['map (x: x) 1', 'type', 'expected a list but found an integer', ''],
    ['builtins.getAttr "nmae" { name = 1; }', 'missing-attribute', "attribute 'nmae' missing", 'did you mean "name"?'],
    [
      'builtins.listToAttrs [ { nmae = "x"; value = 1; } ]',
      'missing-attribute',
      "attribute 'name' missing for call to 'listToAttrs'",
      'the set has an attribute "nmae": is it misspelt?',
    ],
    ['builtins.match "\\\\d" "1"', 'invalid-argument', "invalid regular expression '\\d'", '[[:digit:]]'],
    ['builtins.match "a{100001}" "1"', 'invalid-argument', 'memory limit exceeded by regular expression', ''],
    ['builtins.readFile "x"', 'type', "the string 'x' does not represent an absolute path", './file'],
    ['builtins.fetchGit { }', 'not-supported', "'fetchGit' would use the network", '--evaluator nix'],
    [
      'import (derivation { name = "d"; builder = "b"; system = "s"; })',
      'not-supported',
      'would have to be built before it can be read',
      '--evaluator nix',
    ],
    [
      'builtins.path { path = /a; nmae = 1; }',
      'invalid-argument',
      "unsupported argument 'nmae'",
      'it takes path, name',
    ],
    ['toString { }', 'type', 'cannot coerce an attribute set to a string', ''],
    ['"${1}"', 'type', 'cannot coerce an integer to a string: 1', 'toString'],
    ['builtins.functionArgs { __functor = 1; }', 'type', "'functionArgs' requires a function", '__functor'],
    ['builtins.genList (x: x) 1000000000000', 'out-of-memory', 'does not fit in memory', ''],
    [
      'builtins.toFile "a" "${derivation { name = "d"; builder = "b"; system = "s"; }}"',
      'invalid-argument',
      "in 'toFile'",
      '',
    ],
    [
      '{ ${builtins.toFile "a" "b"} = 1; }',
      'type',
      'is not allowed to refer to a store path',
      'unsafeDiscardStringContext',
    ],
    ['throw "why"', 'thrown', 'why', ''],
    ['abort "why"', 'abort', "evaluation aborted with the following error message: 'why'", ''],
  ])('%s', (text, kind, message, hint) => {
    const failure = failureOf(text);
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(message);
    const [told] = wordRemedies(failure.diagnostics);
    expect(told?.hint ?? '').toContain(hint);
    expect(failure.position).toBeDefined();
  });

  it('adds the text of addErrorContext to the trace', () => {
    const { trace } = failureOf('builtins.addErrorContext "while counting" (throw "why")');
    expect(trace.map(({ message }) => message)).toContain('while counting');
  });
});

describe('trace', () => {
  it.each([
    ['builtins.trace "text" 1', 'trace: text'],
    ['builtins.trace { a = 1; b = toString 1; } 1', 'trace: { a = 1; b = <CODE>; }'],
  ])('%s', (text, line) => {
    const lines: string[] = [];
    createNodeHost({ warn: message => lines.push(message) }).evaluateText('case.nix', text, '/');
    expect(lines).toEqual([line]);
  });
});

describe('the environment', () => {
  it('is what the settings say, and empty when the evaluation is confined', () => {
    const environment = { NAME: 'é' };
    const read = (options: object) => createNodeHost(options).evaluateText('case.nix', 'builtins.getEnv "NAME"', '/');
    expect(read({ environment })).toBe('\u00c3\u00a9');
    expect(read({ environment, allowedFolders: ['/nowhere'] })).toBe('');
  });

  it('does not exist for pathExists where it may not be read', () => {
    const host = createNodeHost({ allowedFolders: ['/nowhere'] });
    expect(host.evaluateText('case.nix', 'builtins.pathExists /etc/passwd', '/')).toBe(false);
    expect(() => host.evaluateText('case.nix', 'builtins.readFile /etc/passwd', '/')).toThrow('is forbidden');
  });
});
