/**
 * An expression of newer Nix; its value as printed, or the words that its error holds; and where the manual or the
 * language tests of Nix 2.35 say so. No referee answers for these.
 */
export interface NewerCase {
  readonly source: string;
  readonly text: string;
  readonly printed?: string;
  readonly fails?: string;
}

const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** By hand, from the source that each names. */
export const newerCases: readonly NewerCase[] = [
  {
    source: 'manual, language/operators, pipe operators',
    text: '1 |> builtins.add 2 |> builtins.mul 3',
    printed: '9',
  },
  {
    source: 'manual, language/operators, pipe operators',
    text: 'builtins.add 1 <| builtins.mul 2 <| 3',
    printed: '7',
  },
  { source: 'manual, language/operators, precedence 15', text: 'true -> false |> (x: [ x ])', printed: '[ false ]' },
  { source: 'parser.y, expr_pipe_from and expr_pipe_into', text: '1 |> (x: x) <| 2', fails: 'end of this pipe' },
  {
    source: 'manual, rl-2.25, integer overflow',
    text: '9223372036854775807 + 1',
    fails: 'integer overflow in adding',
  },
  { source: 'manual, rl-2.25', text: '-9223372036854775807 - 2', fails: 'integer overflow in subtracting' },
  { source: 'manual, rl-2.25', text: '4611686018427387904 * 2', fails: 'integer overflow in multiplying' },
  { source: 'manual, rl-2.25', text: 'builtins.add 9223372036854775807 1', fails: 'integer overflow' },
  { source: 'manual, rl-2.25', text: '9223372036854775806 + 1', printed: '9223372036854775807' },
  { source: 'manual, rl-2.25', text: '-9223372036854775807 - 1', printed: '-9223372036854775808' },
  {
    source: 'lang/eval-fail-fromJSON-overflowing',
    text: `builtins.fromJSON ''{"attr": 18446744073709551615}''`,
    fails: 'an integer of 64 bits',
  },
  { source: 'manual, rl-2.25', text: 'builtins.fromJSON "-9223372036854775808"', printed: '-9223372036854775808' },
  {
    source: 'lang/eval-fail-fromTOML-overflow',
    text: "builtins.fromTOML ''attr = 9223372036854775808''",
    fails: 'out of range',
  },
  {
    source: 'lang/eval-okay-fromTOML-timestamps, odt1',
    text: '(builtins.fromTOML "a = 1979-05-27T07:32:00Z").a',
    printed: '{ _type = "timestamp"; value = "1979-05-27T07:32:00Z"; }',
  },
  {
    source: 'lang/eval-okay-fromTOML-timestamps, odt3',
    text: '(builtins.fromTOML "a = 1979-05-27T00:32:00.999999-07:00").a.value',
    printed: '"1979-05-27T00:32:00.999999-07:00"',
  },
  {
    source: 'lang/eval-okay-fromTOML-timestamps, odt4',
    text: '(builtins.fromTOML "a = 1979-05-27 07:32:00Z").a.value',
    printed: '"1979-05-27T07:32:00Z"',
  },
  {
    source: 'lang/eval-okay-fromTOML-timestamps, ld1',
    text: '(builtins.fromTOML "a = 1979-05-27").a.value',
    printed: '"1979-05-27"',
  },
  {
    source: 'lang/eval-okay-fromTOML-timestamps, lt2',
    text: '(builtins.fromTOML "a = 00:32:00.999999").a.value',
    printed: '"00:32:00.999999"',
  },
  { source: 'TOML 1.0, local date', text: 'builtins.fromTOML "a = 1979-02-30"', fails: 'no date or time' },
  {
    source: 'lang/eval-okay-merge-dynamic-attrs, set1',
    text: `{ set1 = { a = 1; }; set1 = { "\${"b" + ""}" = 2; }; }`,
    printed: '{ set1 = { a = 1; b = 2; }; }',
  },
  {
    source: 'lang/eval-okay-merge-dynamic-attrs, set2',
    text: `{ set2 = { "\${"b" + ""}" = 2; }; set2 = { a = 1; }; }`,
    printed: '{ set2 = { a = 1; b = 2; }; }',
  },
  {
    source: 'lang/eval-okay-parse-flake-ref',
    text: 'builtins.parseFlakeRef "github:NixOS/nixpkgs/23.05?dir=lib"',
    printed: '{ dir = "lib"; owner = "NixOS"; ref = "23.05"; repo = "nixpkgs"; type = "github"; }',
  },
  {
    source: 'lang/eval-okay-flake-ref-to-string, flakeRef1',
    text: 'builtins.flakeRefToString { type = "github"; owner = "NixOS"; repo = "nixpkgs"; ref = "23.05"; dir = "lib"; }',
    printed: '"github:NixOS/nixpkgs/23.05?dir=lib"',
  },
  {
    source: 'lang/eval-okay-flake-ref-to-string, flakeRef2',
    text: `builtins.hasContext (builtins.flakeRefToString { type = "file"; url = "file://\${builtins.toFile "a" "b"}"; })`,
    printed: 'true',
  },
  { source: 'manual, flake references, indirect', text: '(builtins.parseFlakeRef "nixpkgs").id', printed: '"nixpkgs"' },
  { source: 'manual, flake references', text: 'builtins.parseFlakeRef "./a"', fails: 'relative path' },
  {
    source: 'lang/eval-okay-convertHash',
    text: `builtins.convertHash { hash = "${empty}"; hashAlgo = "sha256"; toHashFormat = "sri"; }`,
    printed: '"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="',
  },
  {
    source: 'lang/eval-okay-convertHash',
    text: `builtins.convertHash { hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; toHashFormat = "base16"; }`,
    printed: `"${empty}"`,
  },
  {
    source: 'lang/eval-okay-convertHash, hash formats',
    text: `builtins.convertHash { hash = "sha256:${empty}"; toHashFormat = "hex"; }`,
    fails: 'unknown hash format',
  },
  {
    source: 'lang/eval-fail-addDrvOutputDependencies-empty-context',
    text: 'builtins.addDrvOutputDependencies ""',
    fails: 'exactly one element, but has 0',
  },
  {
    source: 'lang/eval-fail-addDrvOutputDependencies-wrong-element-kind',
    text: 'builtins.addDrvOutputDependencies (derivation { name = "a"; builder = "b"; system = "c"; }).outPath',
    fails: "not an output of one such as 'out'",
  },
  {
    source: 'manual, builtins.addDrvOutputDependencies',
    text: `let d = derivation { name = "a"; builder = "b"; system = "c"; }; in
      builtins.getContext (builtins.addDrvOutputDependencies (builtins.unsafeDiscardOutputDependency d.drvPath))
      == builtins.getContext d.drvPath`,
    printed: 'true',
  },
  { source: 'manual, builtins.readFileType', text: 'builtins.readFileType ./flake', printed: '"directory"' },
  { source: 'manual, builtins.readFileType', text: 'builtins.readFileType ./flake/flake.nix', printed: '"regular"' },
  { source: 'manual, builtins.readFileType', text: 'builtins.readFileType ./nowhere', fails: 'there is no file' },
  { source: 'manual, builtins.traceVerbose', text: 'builtins.traceVerbose (throw "x") 1', printed: '1' },
  { source: 'manual, builtins.break', text: 'break 1', printed: '1' },
  { source: 'manual, builtins.warn', text: 'builtins.warn 1 2', fails: 'expected a string' },
  { source: 'manual, builtins.nixVersion', text: 'builtins.nixVersion', printed: '"2.35.0"' },
  { source: 'manual, builtins.langVersion', text: 'builtins.langVersion', printed: '6' },
  { source: 'primops.cc, floor and ceil', text: 'builtins.ceil 1.0e300', fails: 'not in the range of integers' },
  { source: 'rl-2.35, getFlake takes paths', text: '(builtins.getFlake ./flake).number', printed: '2' },
  { source: 'manual, builtins.getFlake', text: '(builtins.getFlake (toString ./flake)).same', printed: '2' },
  { source: 'manual, flake inputs, flake = false', text: '(builtins.getFlake ./flake).text', printed: '"plain"' },
  {
    source: 'manual, flake outputs, self',
    text: '(builtins.getFlake ./flake).named',
    printed: '[ "again" "below" "far" "part" "plain" ]',
  },
  { source: 'manual, flake inputs, follows', text: '(builtins.getFlake ./flake).inputs.again.number', printed: '1' },
  {
    source: 'rl-2.14, outPath of a flake in a subdirectory',
    text: 'let f = (builtins.getFlake ./flake).inputs.below; in f.outPath == f.sourceInfo.outPath + "/part"',
    printed: 'true',
  },
  { source: 'rl-2.18, builtins.parseFlakeRef', text: '(builtins.parseFlakeRef "path:/a").type', printed: '"path"' },
  { source: 'rl-2.19, percent-encoding', text: '(builtins.parseFlakeRef "path:/a%20b").path', printed: '"/a b"' },
  { source: 'call-flake.nix, _type', text: '(builtins.getFlake ./flake).kind', printed: '"flake"' },
  {
    source: 'what is not here is not fetched',
    text: '(builtins.getFlake ./flake).fetched',
    fails: 'would have to be fetched',
  },
  {
    source: 'what is not here is not fetched',
    text: 'builtins.getFlake "github:example/far"',
    fails: 'would have to be fetched',
  },
  {
    source: 'lang/eval-fail-fromJSON-keyWithNullByte',
    text: `builtins.fromJSON ''{"a\\u0000b": 1}''`,
    fails: 'without NUL',
  },
  { source: 'eval.cc, forceNoNullByte', text: `builtins.fromJSON ''"a\\u0000b"''`, fails: 'without NUL' },
  {
    source: 'lang/eval-fail-fromTOML-keyWithNullByte',
    text: `builtins.fromTOML ''"a\\u0000b" = 1''`,
    fails: 'has a NUL',
  },
  { source: 'eval.cc, forceNoNullByte', text: `builtins.fromTOML ''k = "a\\u0000b"''`, fails: 'has a NUL' },
  {
    source: 'value-to-json.cc, floats',
    text: 'builtins.toJSON [ 1.0 0.1 123456789.123 ]',
    printed: '"[1.0,0.1,123456789.123]"',
  },
  {
    source: 'value-to-json.cc, floats',
    text: 'builtins.toJSON [ 1.0e14 1.0e15 1.25e300 (0.0 * (-1)) 0.0001 0.00001 (1.0e300 * 1.0e300) ]',
    printed: '"[100000000000000.0,1e+15,1.25e+300,-0.0,0.0001,1e-05,null]"',
  },
  {
    source: 'value-to-json.cc, strings',
    text: `builtins.toJSON (builtins.fromJSON ''"\\b\\f\\u0001\\\\u0008"'')`,
    printed: String.raw`"\"\\b\\f\\u0001\\\\u0008\""`,
  },
  { source: 'lang/eval-fail-toJSON-non-utf-8', text: 'builtins.toJSON "_invalid UTF-8: \xff_"', fails: 'not UTF-8' },
  { source: 'lang/eval-fail-toJSON-non-utf-8', text: 'builtins.toJSON { "\xff" = 1; }', fails: 'not UTF-8' },
  {
    source: 'lang/eval-okay-replacestrings',
    text: 'builtins.replaceStrings [ "oo" "XX" ] [ "u" (throw "unreachable") ] "foobar"',
    printed: '"fubar"',
  },
  {
    source: 'manual, builtins.replaceStrings',
    text: 'builtins.replaceStrings [ "o" ] [ 1 ] "foo"',
    fails: 'expected a string',
  },
  ...['map', 'builtins.filter', 'builtins.sort'].map(name => ({
    source: 'primops.cc, an empty list needs no function',
    text: `${name} (throw "x") [ ]`,
    printed: '[ ]',
  })),
  ...['map 1 [ 2 ]', 'builtins.genList 1 0', 'builtins.filter 1 [ 2 ]', 'builtins.sort 1 [ 2 ]'].map(text => ({
    source: 'primops.cc, what is no function is told at once',
    text,
    fails: 'expected a function but found an integer: 1',
  })),
  {
    source: 'primops.cc, genericClosure',
    text: 'builtins.genericClosure { startSet = [ ]; operator = throw "x"; }',
    printed: '[ ]',
  },
  {
    source: 'primops.cc, genericClosure',
    text: 'builtins.genericClosure { startSet = [ { key = throw "x"; } ]; operator = 1; }',
    fails: 'expected a function',
  },
];
