import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { call, type Host, type Value } from '../../src/nix/index.ts';
import { printValue } from '../../src/nix/print/print-value.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { makeOwnLib } from '../../src/qos/make-lib.ts';
import { makeFolder } from '../built.ts';

/** Results as the documentation of nixpkgs' lib and its test suite have them. */
const cases: readonly (readonly [expression: string, printed: string])[] = [
  ['recursiveUpdate { a = { b = 1; c = 2; }; } { a.b = 3; d = 4; }', '{ a = { b = 3; c = 2; }; d = 4; }'],
  [
    'recursiveUpdate { boot.loader.grub.enable = true; boot.loader.grub.device = "/dev/hda"; } { boot.loader.grub.device = ""; }',
    '{ boot = { loader = { grub = { device = ""; enable = true; }; }; }; }',
  ],
  ['splitString "." "foo.bar.baz"', '[ "foo" "bar" "baz" ]'],
  ['splitString "/" "/usr/local/bin"', '[ "" "usr" "local" "bin" ]'],
  ['hasPrefix "foo" "foobar"', 'true'],
  ['hasSuffix "foo" "foobar"', 'false'],
  ['hasSuffix "foo" "barfoo"', 'true'],
  ['hasInfix "bc" "abcd"', 'true'],
  ['removePrefix "foo." "foo.bar.baz"', '"bar.baz"'],
  ['removeSuffix "front" "homefront"', '"home"'],
  ['removeSuffix "xx" "home"', '"home"'],
  ['toUpper "home"', '"HOME"'],
  ['toLower "HOME"', '"home"'],
  ['concatMapStrings (x: "a" + x) [ "foo" "bar" ]', '"afooabar"'],
  ['concatMapStringsSep "-" (x: toUpper x) [ "foo" "bar" "baz" ]', '"FOO-BAR-BAZ"'],
  ['concatImapStringsSep "-" (pos: x: toString (x / pos)) [ 6 6 6 ]', '"6-3-2"'],
  ['intersperse "/" [ "usr" "local" "bin" ]', '[ "usr" "/" "local" "/" "bin" ]'],
  ['optionalString true "some-string"', '"some-string"'],
  ['stringToCharacters "abc"', '[ "a" "b" "c" ]'],
  ['escape [ "(" ")" ] "(foo)"', '"\\\\(foo\\\\)"'],
  ['escapeShellArg "it\'s"', "\"'it'\\\\''s'\""],
  ['escapeRegex "[^a-z]*"', '"\\\\[\\\\^a-z]\\\\*"'],
  ['fixedWidthNumber 5 15', '"00015"'],
  ['versionOlder "1.1" "1.2"', 'true'],
  ['versionAtLeast "1.1" "1.1"', 'true'],
  ['getName "youtube-dl-2016.01.01"', '"youtube-dl"'],
  ['getVersion "youtube-dl-2016.01.01"', '"2016.01.01"'],
  ['toInt "1337"', '1337'],
  ['foldr (a: b: a + b) "z" [ "a" "b" "c" ]', '"abcz"'],
  ['foldl (a: b: a + b) "z" [ "a" "b" "c" ]', '"zabc"'],
  ['imap0 (i: v: "${v}-${toString i}") [ "a" "b" ]', '[ "a-0" "b-1" ]'],
  ['imap1 (i: v: "${v}-${toString i}") [ "a" "b" ]', '[ "a-1" "b-2" ]'],
  ['flatten [ 1 [ 2 [ 3 ] 4 ] 5 ]', '[ 1 2 3 4 5 ]'],
  ['remove 3 [ 1 3 4 3 ]', '[ 1 4 ]'],
  ['findFirst (x: x > 3) 7 [ 1 6 4 ]', '6'],
  ['findFirst (x: x > 9) 7 [ 1 6 4 ]', '7'],
  ['findFirst (x: x > 3) 7 [ 1 6 (throw "not looked at") ]', '6'],
  ['findSingle (x: x == 3) "none" "multiple" [ 1 3 3 ]', '"multiple"'],
  ['count (x: x == 3) [ 3 2 3 4 6 ]', '2'],
  ['optional true "foo"', '[ "foo" ]'],
  ['optionals false [ 2 3 ]', '[ ]'],
  ['toList "hi"', '[ "hi" ]'],
  ['range 2 4', '[ 2 3 4 ]'],
  ['range 3 2', '[ ]'],
  ['zipLists [ 1 2 ] [ "a" "b" ]', '[ { fst = 1; snd = "a"; } { fst = 2; snd = "b"; } ]'],
  ['reverseList [ "b" "o" "j" ]', '[ "j" "o" "b" ]'],
  ['take 2 [ "a" "b" "c" "d" ]', '[ "a" "b" ]'],
  ['take 2 [ ]', '[ ]'],
  ['drop 2 [ "a" "b" "c" "d" ]', '[ "c" "d" ]'],
  ['sublist 1 3 [ "a" "b" "c" "d" "e" ]', '[ "b" "c" "d" ]'],
  ['last [ 1 2 3 ]', '3'],
  ['init [ 1 2 3 ]', '[ 1 2 ]'],
  ['unique [ 3 2 3 4 ]', '[ 3 2 4 ]'],
  ['intersectLists [ 1 2 3 ] [ 6 3 2 ]', '[ 3 2 ]'],
  ['subtractLists [ 3 2 ] [ 1 2 3 4 5 3 ]', '[ 1 4 5 ]'],
  ['naturalSort [ "disk11" "disk8" "disk100" "disk9" ]', '[ "disk8" "disk9" "disk11" "disk100" ]'],
  ['naturalSort [ "v0.2" "v0.15" "v0.0.9" ]', '[ "v0.0.9" "v0.2" "v0.15" ]'],
  ['naturalSort [ "b" "a10" "a" "a02" ]', '[ "a" "a02" "a10" "b" ]'],
  ['compareLists compare [ "a" "b" ] [ "a" "c" ]', '-1'],
  ['allUnique [ 3 2 3 4 ]', 'false'],
  ["groupBy' (x: y: x + y) 0 (x: boolToString (x > 2)) [ 5 1 2 3 4 ]", '{ false = 3; true = 12; }'],
  ['attrByPath [ "a" "b" ] 6 { a.b = 3; }', '3'],
  ['attrByPath [ "z" "z" ] 6 { }', '6'],
  ['hasAttrByPath [ "a" "b" ] { a.b = 3; }', 'true'],
  ['setAttrByPath [ "a" "b" ] 3', '{ a = { b = 3; }; }'],
  ['getAttrs [ "a" ] { a = 1; b = 2; }', '{ a = 1; }'],
  ['genAttrs [ "foo" "bar" ] (name: "x_" + name)', '{ bar = "x_bar"; foo = "x_foo"; }'],
  ['filterAttrs (n: v: n == "foo") { foo = 1; bar = 2; }', '{ foo = 1; }'],
  [
    'mapAttrs\' (name: value: nameValuePair ("foo_" + name) ("bar-" + value)) { x = "a"; y = "b"; }',
    '{ foo_x = "bar-a"; foo_y = "bar-b"; }',
  ],
  ['mapAttrsToList (name: value: name + value) { x = "a"; y = "b"; }', '[ "xa" "yb" ]'],
  [
    'mapAttrsRecursive (path: value: concatStringsSep "-" (path ++ [ value ])) { n = { a = "A"; m = { b = "B"; }; }; d = "D"; }',
    '{ d = "d-D"; n = { a = "n-a-A"; m = { b = "n-m-b-B"; }; }; }',
  ],
  ['collect isList { a = { b = [ "b" ]; }; c = [ 1 ]; }', '[ [ "b" ] [ 1 ] ]'],
  [
    'cartesianProductOfSets { a = [ 1 2 ]; b = [ 10 20 ]; }',
    '[ { a = 1; b = 10; } { a = 1; b = 20; } { a = 2; b = 10; } { a = 2; b = 20; } ]',
  ],
  ['foldAttrs (item: acc: [ item ] ++ acc) [ ] [ { a = 2; } { a = 3; } ]', '{ a = [ 2 3 ]; }'],
  ['optionalAttrs false { my = "set"; }', '{ }'],
  ['zipAttrs [ { a = "x"; } { a = "y"; b = "z"; } ]', '{ a = [ "x" "y" ]; b = [ "z" ]; }'],
  ['fix (self: { foo = "foo"; bar = "bar"; foobar = self.foo + self.bar; }).foobar', 'error'],
  ['(fix (self: { foo = "foo"; bar = "bar"; foobar = self.foo + self.bar; })).foobar', '"foobar"'],
  ['(fix (extends (final: prev: { a = prev.a + 1; b = final.a; }) (final: { a = 1; }))).b', '2'],
  ['(fix (extends (composeExtensions (f: p: { a = p.a * 2; }) (f: p: { a = p.a + 1; })) (final: { a = 5; }))).a', '11'],
  ['((makeExtensible (self: { a = 1; b = self.a; })).extend (final: prev: { a = 7; })).b', '7'],
  ['((makeOverridable ({ a ? 1, b ? 2 }: { sum = a + b; }) { a = 5; }).override { b = 10; }).sum', '15'],
  ['(callPackageWith { a = 1; b = 2; } ({ a, c }: { r = a + c; }) { c = 3; }).r', '4'],
  ['min 1 2', '1'],
  ['mod 11 10', '1'],
  ['compare 1 2', '-1'],
  ['flip concatStringsSep [ "a" "b" ] ","', '"a,b"'],
  ['overrideExisting { a = 1; b = 2; } { b = 3; c = 4; }', '{ a = 1; b = 3; }'],
  ['mergeAttrs { a = 1; } { a = 2; b = 3; }', '{ a = 2; b = 3; }'],
  ['makeSearchPath "bin" [ "/usr" null "/usr/local" ]', '"/usr/bin:/usr/local/bin"'],
  ['xor true false', 'true'],
  ['defaultTo 1 null', '1'],
  ['(makeOverridable (x: y: x.a + y) { a = 1; }) 2', '3'],
  ['((makeOverridable (x: y: x.a + y) { a = 1; }).override { a = 5; }) 2', '7'],
  ['pipe 2 [ (x: x + 2) (x: x * 2) ]', '8'],
  ['toHexString 250', '"FA"'],
  ['isDerivation { type = "derivation"; }', 'true'],
  ['trim "  hello world  "', '"hello world"'],
  ['isFunction { __functor = self: x: x; }', 'true'],
  ['functionArgs { __functor = self: { port, host ? "here" }: port; }', '{ host = true; port = false; }'],
  ['functionArgs (setFunctionArgs (x: x) { port = false; })', '{ port = false; }'],
  [
    '(callPackageWith { port = 1; } (setFunctionArgs (args: { text = toString args.port; }) { port = false; }) { }).text',
    '"1"',
  ],
  ['functionArgs (makeOverridable ({ port ? 1 }: { inherit port; }) { }).override', '{ port = true; }'],
  ['attrNames ((makeExtensible (self: { })).extend (final: prev: { n = 1; }))', '[ "__unfix__" "extend" "n" ]'],
  ['(makeScope callPackageWith (self: { n = 2; twice = self.callPackage ({ n }: { r = n * 2; }) { }; })).twice.r', '4'],
  ['(callPackagesWith { n = 1; } ({ n }: { one = { r = n; }; }) { }).one.override { n = 5; } ? r', 'true'],
  ['converge (x: x / 2) 100', '0'],
  ['toFunction 1 2', '1'],
  ['toInt " -12 "', '-12'],
  ['tryEval (toInt "012")', '{ success = false; value = false; }'],
  ['toIntBase10 "012"', '12'],
  ['toBaseDigits 2 6', '[ 1 1 0 ]'],
  ['toHexString (-1)', 'error'],
  ['bitNot 5', '-6'],
  ['naturalSort [ "web10" "web007" "web9" "" ]', '[ "" "web007" "web9" "web10" ]'],
  ['toposort (a: b: a < b) [ 3 2 1 ]', '{ result = [ 1 2 3 ]; }'],
  ['toposort hasPrefix [ "/srv/web" "x" "/" "/srv" "/" ]', '{ cycle = [ "/srv/web" "/" "/" ]; loops = [ "/" ]; }'],
  [
    'listDfs true hasPrefix [ "/srv/web" "x" "/srv" ]',
    '{ minimal = "/srv"; rest = [ "x" ]; visited = [ "/srv/web" ]; }',
  ],
  ['lists.hasPrefix [ 1 2 ] [ 1 2 3 ]', 'true'],
  ['mutuallyExclusive [ ] (throw "not looked at")', 'true'],
  [
    'updateManyAttrsByPath [ { path = [ "a" ]; update = old: old // { n = 1; }; } { path = [ "a" "b" ]; update = old: old + 1; } { path = [ "x" "y" ]; update = old: 0; } ] { a.b = 1; }',
    '{ a = { b = 2; n = 1; }; x = { y = 0; }; }',
  ],
  ['(updateManyAttrsByPath [ { path = [ "a" "b" ]; update = old: 1; } ] { a = 5; }).a', 'error'],
  ['tryEval (getAttrFromPath [ "a" "b" ] { })', 'error'],
  ['filterAttrsRecursive (name: value: value != null) { a = { b = null; c = 1; }; d = null; }', '{ a = { c = 1; }; }'],
  ['matchAttrs { cpu.bits = 64; } { cpu = { bits = 64; family = "x"; }; }', 'true'],
  ['matchAttrs { cpu = { }; } { cpu = 1; }', 'false'],
  ['zipAttrsWithNames [ "a" ] (name: values: values) [ { a = 1; } { a = 2; b = 3; } ]', '{ a = [ 1 2 ]; }'],
  ['showAttrPath [ "a" "b c" "10" ]', '"a.\\"b c\\".\\"10\\""'],
  ['(attrsets.unionOfDisjoint { a = 1; } { b = 2; }).b', '2'],
  ['tryEval (attrsets.unionOfDisjoint { a = 1; } { a = 2; }).a', '{ success = false; value = false; }'],
  ['getVersion { name = "x-1"; version = "9"; }', '"9"'],
  ['fixedWidthString 5 "ab" "x"', '"ababx"'],
  ['tryEval (fixedWidthString 4 "ab" "x")', '{ success = false; value = false; }'],
  ['tryEval (assertMsg false "no")', '{ success = false; value = false; }'],
  ['tryEval (assertOneOf "colour" "red" [ "blue" ])', '{ success = false; value = false; }'],
  ['splitString "," null', 'error'],
  ['escapeURL "a b/ü"', '"a%20b%2Fü"'],
  ['escapeC [ " " ] "a b"', '"a\\\\x20b"'],
  ['escapeXML "<a \'b\'>"', '"&lt;a &apos;b&apos;&gt;"'],
  [
    'toShellVars { a = "it\'s"; b = [ 1 2 ]; c.k = "v"; }',
    "\"a='it'\\\\''s'\\ndeclare -a b=('1' '2')\\ndeclare -A c=(['k']='v')\"",
  ],
  ['strings.normalizePath "//a//b/"', '"/a/b/"'],
  ['nameFromURL "https://example.org/nix-1.7.tar" "-"', '"nix"'],
  ['versions.majorMinor "1.2.3"', '"1.2"'],
  ['versions.pad 3 "1.3-rc1"', '"1.3.0-rc1"'],
  ['textClosureMap id { a = noDepEntry "A"; b = fullDepEntry "B" [ "a" ]; } [ "b" "a" ]', '"A\\nB"'],
  [
    'generators.toINI { } { web = { port = 80; tls = true; }; "a]" = { }; }',
    '"[a\\\\]]\\n\\n[web]\\nport=80\\ntls=true\\n"',
  ],
  ['generators.toKeyValue { listsAsDuplicateKeys = true; } { host = [ "a" "b" ]; }', '"host=a\\nhost=b\\n"'],
  [
    'generators.toPretty { multiline = false; } { a = [ 1 null (x: x) ]; "b c" = ({ p ? 1 }: p); }',
    '"{ a = [ 1 null <function> ]; \\"b c\\" = <function, args: {p?}>; }"',
  ],
  ['generators.toPretty { } { text = "a\\nb\\n"; }', "\"{\\n  text = ''\\n    a\\n    b\\n  '';\\n}\""],
  [
    'runTests { testAdd = { expr = 1 + 1; expected = 3; }; testSame = testAllTrue [ true ]; other = 1; }',
    '[ { expected = 3; name = "testAdd"; result = 2; } ]',
  ],
  ['checkListOfEnum "colours" [ "red" ] [ "red" ] 1', '1'],
];

/** The value of an expression in which the functions of `lib` are known. */
const evaluateWithLib = (host: Host, expression: string): Value =>
  call(host.evaluateText('test', `lib: with lib; ${expression}`, '/'), makeOwnLib(host));

describe('the functions of lib that models use', () => {
  test.each(cases)('lib.%s', (expression, printed) => {
    const host = createNodeHost();
    const evaluate = () => printValue(evaluateWithLib(host, expression), { strict: true });
    if (printed === 'error') expect(evaluate).toThrow();
    else expect(evaluate()).toBe(printed);
  });
});

const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0;
/** In the order in which the whole takes them. */
const parts = ['lists', 'attrsets', 'strings', 'messages'];

if (!hasNix) console.warn('nix-instantiate is not installed: lib is not tried in real Nix');

test.skipIf(!hasNix)('real Nix gives the same results', () => {
  const folder = join(process.cwd(), 'src/qos/lib');
  const inFile = makeFolder({
    'cases.nix': `with import ${folder} ${parts.map(part => `(import ${folder}/${part}.nix)`).join(' ')}; [ ${cases.flatMap(([text, printed]) => (printed === 'error' ? [] : [`(${text})`])).join('\n')} ]`,
  });
  const run = spawnSync('nix-instantiate', ['--eval', '--strict', 'cases.nix'], { cwd: inFile.path, encoding: 'utf8' });
  inFile.remove();
  expect(run.status, run.stderr).toBe(0);
  const printed = cases.map(([, text]) => text).filter(text => text !== 'error');
  expect(run.stdout.trim()).toBe(`[ ${printed.join(' ')} ]`);
});

test('nothing in lib is broken by a misspelt name', () => {
  const host = createNodeHost();
  const broken = evaluateWithLib(
    host,
    'builtins.filter (name: !(builtins.tryEval (builtins.seq lib.${name} true)).success) (builtins.attrNames lib)',
  );
  expect(printValue(broken, { strict: true })).toBe('[ ]');
});

test('lib warns, traces and fails with the texts of nixpkgs', () => {
  const heard: string[] = [];
  const host = createNodeHost({ warn: text => heard.push(text) });
  const evaluate = (text: string) => evaluateWithLib(host, text);
  evaluate('warn "old" (warnIf false "unheard" (info "new" (traceSeqN 1 { a.b = 1; } (crossLists (x: x) [ [ 1 ] ]))))');
  expect(heard).toEqual([
    'trace: warning: old',
    'trace: INFO: new',
    'trace: {\n  a = {\xe2\x80\xa6};\n}',
    'trace: lib.crossLists is deprecated, use lib.cartesianProductOfSets instead',
  ]);
  expect(() => evaluate('assertOneOf "colour" 1 [ 2 "x" ]')).toThrow(
    'colour must be one of [\n  2\n  "x"\n], but is: 1',
  );
  expect(() => evaluate('getAttrFromPath [ "a" "b" ] { }')).toThrow("cannot find attribute `a.b'");
  expect(() => evaluate('toInt "1x"')).toThrow('toInt: Could not convert "1x" to int.');
});

test('no part of lib defines what another one has', () => {
  const host = createNodeHost();
  const names = parts.flatMap(part => {
    const text = readFileSync(join('src/qos/lib', `${part}.nix`), 'latin1');
    const set = host.evaluateText(part, `builtins.attrNames ((${text}) { })`, '/');
    return printValue(set, { strict: true }).match(/"[^"]*"/g) ?? [];
  });
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
