/**
 * What a model can do to an evaluator: each input with what must come within its limits. Found by people who tried to
 * make it run for ever, or fill the memory, in places where nobody counted.
 */
export interface HostileInput {
  /** What never ends, or grows. */
  readonly what: string;
  /** The words behind `dydisnix`. */
  readonly words: readonly string[];
  /** The model that `{services}` in the words stands for; `{infrastructure}` and `{distribution}` are small ones. */
  readonly services?: string;
  /** What is read on standard input. */
  readonly input?: () => string;
  /** What may come: a diagnostic's code, or `done` with exit code 0. */
  readonly comes: readonly Ending[];
  /** The memory that it runs in, where that matters. */
  readonly megabytes?: number;
}

/** How a run may end. */
export type Ending = 'done' | 'timeout' | 'out-of-memory' | 'too-deep' | 'infinite-recursion' | 'invalid-argument';

const doubling = 'd = n: if n == 0 then [ 1 ] else let y = d (n - 1); in [ y y ];';
const tree = 't = n: if n == 0 then [ 1 ] else [ (t (n - 1)) (t (n - 1)) ];';
const nested = "nest = n: builtins.foldl' (x: i: [ x ]) [ n ] (builtins.genList (i: i) 100000);";
const many = 'many = builtins.genList (x: x) 10000000;';
const limited: readonly Ending[] = ['timeout', 'out-of-memory'];
/** A fast machine may be through in time. */
const perhaps: readonly Ending[] = ['done', 'timeout', 'out-of-memory'];

const evaluate = (what: string, expression: string, comes = limited, ...options: readonly string[]): HostileInput => ({
  what,
  words: ['eval', ...options, '--expr', expression],
  comes,
});

const inComparison: readonly HostileInput[] = [
  evaluate('equality of shared lists', `let ${doubling} in d 40 == d 40`),
  evaluate('order of shared lists', `let ${doubling} in d 40 < d 40`),
  evaluate('elem of shared lists', `let ${doubling} in builtins.elem (d 40) [ (d 40) ]`),
  evaluate('order of deep lists', `let ${nested} in nest 1 < nest 2`, perhaps),
  evaluate(
    'sets that are equal',
    'let s = n: if n == 0 then { a = 1; } else let y = s (n - 1); in { a = y; b = y; }; in s 40 == s 40',
  ),
  evaluate(
    'a filter by elem',
    'let l = builtins.genList (x: x) 100000; in builtins.length (builtins.filter (x: builtins.elem (x + 100000) l) l)',
  ),
  evaluate('sorting by shared lists', `let ${doubling} in builtins.sort builtins.lessThan [ (d 40) (d 40) ]`),
  evaluate(
    'sorting ten million numbers',
    `let ${many} in builtins.head (builtins.sort builtins.lessThan (map (x: 0 - x) many))`,
    perhaps,
  ),
  evaluate(
    'sorting texts',
    'builtins.head (builtins.sort builtins.lessThan (builtins.genList (x: toString (5000000 - x)) 5000000))',
    perhaps,
  ),
  evaluate(
    'sorting by an order of no order',
    `let ${many} in builtins.length (builtins.sort (a: b: true) many)`,
    perhaps,
  ),
];

const inPrinting: readonly HostileInput[] = [
  evaluate('a tree that is printed', `let ${tree} in t 40`, limited, '--strict'),
  evaluate(
    'lists that have no end',
    'let f = n: [ n (f (n + 1)) ]; in f 0',
    ['timeout', 'out-of-memory', 'too-deep'],
    '--strict',
  ),
  evaluate(
    'sets that have no end',
    'let a = _: { a = a a; }; in a {}',
    ['timeout', 'out-of-memory', 'too-deep'],
    '--strict',
  ),
  evaluate(
    'sets that have no end, as JSON',
    'let a = _: { a = a a; }; in a {}',
    ['timeout', 'out-of-memory', 'too-deep'],
    '--json',
  ),
  evaluate(
    'sets that have no end, as XML',
    'let a = _: { a = a a; }; in a {}',
    ['timeout', 'out-of-memory', 'too-deep'],
    '--xml',
    '--strict',
  ),
  evaluate(
    'sets that have no end, as Nix',
    'let a = _: { a = a a; }; in a {}',
    ['timeout', 'out-of-memory', 'too-deep'],
    '--nix',
  ),
  evaluate('shared lists as XML', `let ${doubling} in builtins.toXML (d 40)`),
  evaluate('shared lists as JSON', `let ${doubling} in builtins.stringLength (builtins.toJSON (d 40))`),
  evaluate('shared lists as a text', `let ${doubling} in builtins.stringLength (toString (d 40))`),
  evaluate('shared lists as Nix', `let ${doubling} in d 40`, limited, '--nix'),
  evaluate('shared lists as JSON on stdout', `let ${doubling} in d 40`, limited, '--json'),
  evaluate('shared lists as XML on stdout', `let ${doubling} in d 40`, limited, '--xml', '--strict'),
];

const inBuiltins: readonly HostileInput[] = [
  evaluate(
    'keys that grow',
    'builtins.length (builtins.genericClosure { startSet = [ { key = [ ]; } ]; operator = x: [ { key = x.key ++ [ 1 ]; } ]; })',
  ),
  evaluate(
    'keys that never end',
    'builtins.length (builtins.genericClosure { startSet = [ { key = 0; } ]; operator = x: [ { key = x.key + 1; } ]; })',
  ),
  evaluate(
    'updates in a fold',
    `let ${many} in builtins.attrNames (builtins.foldl' (s: i: s // { x = i; }) { } many)`,
    perhaps,
  ),
  evaluate(
    'updates that grow',
    `let ${many} in builtins.attrNames (builtins.foldl' (s: i: s // { \${toString i} = i; }) { } many)`,
  ),
  evaluate(
    'mapAttrs in a fold',
    `let ${many} in (builtins.foldl' (s: i: builtins.mapAttrs (n: v: i) s) { a = 1; } many).a`,
    perhaps,
  ),
  evaluate(
    'removeAttrs in a fold',
    `let ${many} in builtins.foldl' (s: i: removeAttrs s [ "b" ]) { a = 1; } many`,
    perhaps,
  ),
  evaluate('concatLists in a fold', `let ${many} in builtins.foldl' (s: i: builtins.concatLists [ s [ i ] ]) [ ] many`),
  evaluate('++ in a fold', `let ${many} in builtins.length (builtins.foldl' (s: i: s ++ [ i ]) [ ] many)`),
  evaluate('hashes in a fold', `let ${many} in builtins.foldl' (s: i: builtins.hashString "sha256" s) "" many`),
  evaluate(
    'hashes of a long text',
    'let t = builtins.foldl\' (s: i: s + s) "0123456789abcdef" (builtins.genList (x: x) 24); in builtins.foldl\' (s: i: builtins.hashString "md5" t) "" (builtins.genList (x: x) 100)',
  ),
  evaluate('groupBy of many', `let ${many} in builtins.attrNames (builtins.groupBy toString many)`),
  evaluate(
    'listToAttrs of many',
    `let ${many} in builtins.length (builtins.attrNames (builtins.listToAttrs (map (x: { name = toString x; value = x; }) many)))`,
  ),
  evaluate(
    'zipAttrsWith in a fold',
    `let ${many} in builtins.foldl' (s: i: builtins.zipAttrsWith (n: v: 1) [ s { a = 1; } ]) { } many`,
    perhaps,
  ),
  evaluate(
    'intersectAttrs in a fold',
    `let ${many} in builtins.foldl' (s: i: builtins.intersectAttrs s s) { a = 1; } many`,
    perhaps,
  ),
  evaluate(
    'replaceStrings of many',
    'let t = builtins.foldl\' (s: i: s + s) "a" (builtins.genList (x: x) 28); in builtins.stringLength (builtins.replaceStrings (builtins.genList (x: "a" + toString x) 1000) (builtins.genList (x: "b") 1000) t)',
  ),
  evaluate(
    'a text that doubles',
    'builtins.stringLength (builtins.foldl\' (s: i: s + s) "a" (builtins.genList (x: x) 100))',
  ),
  evaluate(
    'many texts joined',
    `let ${many} in builtins.stringLength (builtins.concatStringsSep "," (map toString many))`,
    perhaps,
  ),
  evaluate(
    'versions as long as memory',
    'let t = builtins.foldl\' (s: i: s + s) "1." (builtins.genList (x: x) 26); in builtins.length (builtins.splitVersion t)',
    perhaps,
  ),
  evaluate(
    'all of many',
    `let ${many} in builtins.all builtins.isInt (builtins.concatLists (builtins.genList (x: many) 50))`,
    perhaps,
  ),
];

const inTexts: readonly HostileInput[] = [
  evaluate(
    'a heavy match',
    'let t = builtins.foldl\' (s: i: s + s) "a" (builtins.genList (x: x) 22); in builtins.match "(a?){30}(a|aa)*(b|a*c)" t',
    ['timeout', 'out-of-memory', 'invalid-argument'],
  ),
  evaluate(
    'a heavy split',
    'let t = builtins.foldl\' (s: i: s + s) "ab" (builtins.genList (x: x) 21); in builtins.length (builtins.split "(a*b*)*c" t)',
    ['timeout', 'out-of-memory', 'invalid-argument', 'done'],
  ),
  evaluate(
    'matches in a fold',
    `let ${many} in builtins.foldl' (s: i: builtins.match "(a*)*b" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa") null many`,
  ),
  evaluate('a pattern that unfolds', 'builtins.match "(((((a*)*)*)*)*){50}" "b"', [
    'done',
    'timeout',
    'invalid-argument',
  ]),
  evaluate(
    'twenty million objects of JSON',
    'builtins.fromJSON ("[" + builtins.foldl\' (s: i: s + s) "{}," (builtins.genList (x: x) 24) + "{}]")',
    limited,
    '--strict',
  ),
  evaluate(
    'twenty million lists of JSON',
    'builtins.length (builtins.fromJSON ("[" + builtins.foldl\' (s: i: s + s) "[]," (builtins.genList (x: x) 24) + "[]]"))',
    perhaps,
  ),
  evaluate('deep JSON', 'builtins.fromJSON (builtins.foldl\' (s: i: s + s) "[" (builtins.genList (x: x) 26))', [
    'timeout',
    'out-of-memory',
    'invalid-argument',
  ]),
  evaluate(
    'TOML of many lines',
    'builtins.fromTOML ("x = [" + builtins.foldl\' (s: i: s + s) "1," (builtins.genList (x: x) 25) + "]")',
    limited,
  ),
  {
    what: 'a text of twenty million items',
    words: ['eval', '-'],
    input: () => `[${'{ a = 1; } '.repeat(8_000_000)}]`,
    comes: perhaps,
  },
];

/** Texts of 128 MB that differ in their last byte, and a way to do the same with them ten million times. */
const longTexts = `${many} t = builtins.foldl' (s: i: s + s) "a" (builtins.genList (x: x) 27); u = t + "b"; v = t + "c"; again = f: builtins.foldl' (a: i: builtins.seq (f i) a) null many;`;
const again = (what: string, expression: string, comes = limited): HostileInput =>
  evaluate(what, `let ${longTexts} in again (i: ${expression})`, comes);

/** What a step of JavaScript does to a whole text is one round to whoever counts rounds. */
const inLongTexts: readonly HostileInput[] = [
  again('long texts that are nearly equal', 'u == v'),
  again('long texts in order', 'u < v'),
  again('pieces of long sums', 'builtins.substring 0 1 (t + toString i)'),
  again('long versions', 'builtins.compareVersions u v'),
  again('long names of packages', 'builtins.parseDrvName u'),
  again('long texts as JSON', 'builtins.toJSON u'),
  again('long texts as XML', 'builtins.toXML u'),
  again('a pattern as long as memory', 'builtins.match u "a"', ['invalid-argument', ...limited]),
  again('long names of attributes', '{ a = 1; } ? ${t + toString i}'),
  evaluate(
    'a text of escapes as JSON',
    'builtins.stringLength (builtins.toJSON (builtins.foldl\' (s: i: s + s) "\\n" (builtins.genList (x: x) 28)))',
    perhaps,
  ),
  evaluate(
    'a text of escapes that is printed',
    'builtins.foldl\' (s: i: s + s) "\\n" (builtins.genList (x: x) 28)',
    perhaps,
  ),
];

/** What catches errors must not catch these. */
const inCatching: readonly HostileInput[] = [
  evaluate('a limit inside tryEval', `let ${doubling} in (builtins.tryEval (d 40 == d 40)).success`),
  evaluate(
    'limits inside many tryEvals',
    `let ${doubling} in builtins.filter (i: !(builtins.tryEval (d 40 == d 40)).success) (builtins.genList (x: x) 1000)`,
  ),
  evaluate(
    'a value that is evaluated once more to be printed',
    `let ${many} in builtins.foldl' (s: i: builtins.intersectAttrs s s) { a = 1; } many`,
    perhaps,
  ),
];

const inMemory: readonly HostileInput[] = [
  evaluate(
    'lists of lists',
    'builtins.length (builtins.concatMap (x: builtins.genList (y: y) 10000) (builtins.genList (x: x) 100000))',
    ['out-of-memory', 'timeout'],
  ),
  evaluate('a list of a billion', 'builtins.length (builtins.genList (x: x) 1000000000)', ['out-of-memory']),
  evaluate(
    'a thousand lists of a million',
    'builtins.deepSeq (builtins.genList (x: builtins.genList (y: y + x) 1000000) 1000) 1',
  ),
  evaluate(
    'updates of which each is read',
    'let n = 20000; all = builtins.foldl\' (s: i: s // { ${toString i} = s."0" or i; }) { } (builtins.genList (x: x) n); in builtins.deepSeq all (builtins.length (builtins.attrNames all))',
    // Merged, the sets would take gigabytes.
    ['done', 'timeout'],
  ),
  evaluate('a call that never ends', 'let f = x: f (x + 1); in f 0', ['timeout', 'too-deep', 'out-of-memory']),
  evaluate('a list that holds on to itself', 'let f = l: f (l ++ l); in f [ 1 ]'),
  evaluate(
    'thunks upon thunks',
    "builtins.foldl' (a: i: { v = a.v + i; }) { v = 0; } (builtins.genList (x: x) 20000000)",
    perhaps,
  ),
];

/** Without these, the command ends before any model is read. */
const candidates: readonly string[] = ['-d', '{distribution}'];
const takesCandidates = (command: string): boolean => command === 'multiwaycut';

const inCommands: readonly HostileInput[] = [
  ...['check', 'graphcol', 'place', 'gendist', 'multiwaycut', 'order'].map(command => ({
    what: `a service's name, in ${command}`,
    words: [command, '-s', '{services}', '-i', '{infrastructure}', ...(takesCandidates(command) ? candidates : [])],
    services: `{ ... }: let ${doubling} in { web = { name = if d 40 == d 40 then "web" else "x"; pkg = 1; type = "echo"; }; }`,
    comes: limited,
  })),
  {
    what: 'services without end, in check',
    words: ['check', '-s', '{services}', '-i', '{infrastructure}'],
    services:
      '{ ... }: builtins.listToAttrs (builtins.genList (i: { name = "s${toString i}"; value = { name = "s${toString i}"; pkg = 1; type = "echo"; }; }) 10000000)',
    comes: limited,
  },
];

/** All of them, by what they burden. */
export const hostileInputs: readonly HostileInput[] = [
  ...inComparison,
  ...inPrinting,
  ...inBuiltins,
  ...inTexts,
  ...inLongTexts,
  ...inCatching,
  ...inMemory.map(input => ({ ...input, megabytes: 256 })),
  ...inCommands,
];
