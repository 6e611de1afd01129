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

/**
 * More of them, one for a place each: ways to be slow that stand in one builtin, or in the text of the program. The
 * long lane runs a few, `npm run bench:limits` all.
 */
export const furtherInputs: readonly HostileInput[] = [
  evaluate(
    'a comparator that is slow',
    `let ${doubling} in builtins.sort (a: b: d 22 == d 22 && a < b) (builtins.genList (x: 0 - x) 100000)`,
  ),
  evaluate(
    'a comparator that fails late',
    `let ${many} in builtins.sort (a: b: if a == 9999999 then throw "x" else a > b) many`,
    [...perhaps, 'invalid-argument'],
  ),
  evaluate(
    'groups of one name',
    `let ${many} in builtins.length (builtins.groupBy (x: "a") (builtins.concatLists [ many many many many ])).a`,
    perhaps,
  ),
  evaluate(
    'groups of long names',
    `let ${longTexts} in builtins.attrNames (builtins.groupBy (x: t + toString x) many)`,
  ),
  evaluate('a partition by shared lists', `let ${doubling} in builtins.partition (x: d 40 == d 40) [ 1 2 ]`),
  evaluate(
    'zipAttrsWith of a hundred thousand sets',
    'builtins.deepSeq (builtins.zipAttrsWith (n: v: builtins.length v) (builtins.genList (x: builtins.listToAttrs (builtins.genList (y: { name = toString y; value = y; }) 100)) 100000)) 1',
    perhaps,
  ),
  evaluate(
    'catAttrs of many, in a fold',
    `let ${many} in builtins.foldl' (s: i: builtins.length (builtins.catAttrs "a" (map (x: { a = x; }) many))) 0 many`,
  ),
  evaluate(
    'intersections of large sets',
    `let s = builtins.listToAttrs (builtins.genList (x: { name = toString x; value = x; }) 300000); in builtins.foldl' (a: i: builtins.seq (builtins.intersectAttrs s (s // { z = i; })) a) 1 (builtins.genList (x: x) 10000000)`,
  ),
  evaluate(
    'names of large sets, in a fold',
    `let s = builtins.listToAttrs (builtins.genList (x: { name = toString x; value = x; }) 300000); in builtins.foldl' (a: i: a + builtins.length (builtins.attrNames s) + builtins.length (builtins.attrValues s)) 1 (builtins.genList (x: x) 10000000)`,
  ),
  evaluate(
    'replaceStrings of nothing',
    `let ${longTexts} in builtins.stringLength (builtins.replaceStrings [ "" ] [ "abc" ] t)`,
    limited,
  ),
  evaluate(
    'replacements that grow',
    `builtins.stringLength (builtins.foldl' (s: i: builtins.replaceStrings [ "a" ] [ "aa" ] s) "a" (builtins.genList (x: x) 40))`,
  ),
  evaluate('a split into single bytes', `let ${longTexts} in builtins.length (builtins.split "" t)`),
  evaluate(
    'a split with many groups',
    `builtins.length (builtins.split "${'(a)?'.repeat(200)}" (builtins.foldl' (s: i: s + s) "a" (builtins.genList (x: x) 22)))`,
    [...perhaps, 'invalid-argument'],
  ),
  evaluate(
    'TOML of many tables',
    `builtins.fromTOML (builtins.concatStringsSep "\n" (builtins.genList (x: "[a.b\${toString x}.c]\nx = 1") 3000000))`,
    perhaps,
  ),
  evaluate(
    'TOML of deep keys',
    `builtins.fromTOML (builtins.foldl' (s: i: s + s) "a." (builtins.genList (x: x) 22) + "a = 1")`,
    [...limited, 'too-deep', 'invalid-argument'],
  ),
  evaluate(
    'TOML of deep lists',
    `builtins.fromTOML ("a = " + builtins.foldl' (s: i: s + s) "[" (builtins.genList (x: x) 24))`,
    [...limited, 'too-deep', 'invalid-argument'],
  ),
  evaluate('TOML of one long text', `let ${longTexts} in builtins.fromTOML "a = '\${t}'"`, perhaps),
  evaluate('toFile of long texts', `let ${longTexts} in again (i: builtins.toFile "a" (t + toString i))`),
  evaluate(
    'a folder that is hashed again and again',
    `let ${many} in builtins.foldl' (s: i: builtins.seq (builtins.path { path = ./.; name = "n\${toString i}"; }) s) 1 many`,
  ),
  evaluate(
    'a folder that is filtered again and again',
    `let ${many} in builtins.foldl' (s: i: builtins.seq (builtins.filterSource (p: t: true) ./.) s) 1 many`,
  ),
  evaluate('a filter of sources that never ends', `let ${doubling} in builtins.filterSource (p: t: d 40 == d 40) ./.`),
  evaluate(
    'files that are read again and again',
    `let ${many} in builtins.foldl' (s: i: builtins.seq (builtins.readDir ./. // { x = builtins.readFile ./services.nix; y = builtins.pathExists (./. + "/\${toString i}"); }) s) 1 many`,
  ),
  evaluate(
    'functionArgs of many',
    `let f = { ${Array.from({ length: 5000 }, (_, i) => `a${i} ? 1`).join(', ')} }: 1; in builtins.foldl' (s: i: builtins.seq (builtins.functionArgs f) s) 1 (builtins.genList (x: x) 10000000)`,
  ),
  evaluate(
    'a chain of interpolations',
    `let t0 = "a"; ${Array.from({ length: 60 }, (_, i) => `t${i + 1} = "\${t${i}}\${t${i}}";`).join(' ')} in t60`,
  ),
  evaluate(
    'a list that doubles',
    `builtins.length (builtins.foldl' (l: i: l ++ l) [ 1 ] (builtins.genList (x: x) 60))`,
  ),
  evaluate(
    'a cyclic value that is evaluated',
    "let a = { b = a; l = [ a ]; }; in builtins.foldl' (s: i: builtins.deepSeq a s) 1 (builtins.genList (x: x) 100000000)",
  ),
  evaluate('a value that is made anew at each level', 'let f = n: { a = f (n + 1); }; in builtins.deepSeq (f 0) 1', [
    ...limited,
    'too-deep',
  ]),
  evaluate(
    'limits that are to be caught',
    `let f = n: builtins.tryEval (f (n + 1)); g = n: if (builtins.tryEval (f 0)).success then g (n + 1) else g (n + 1); in g 0`,
    [...limited, 'too-deep'],
  ),
  evaluate(
    'a closure of many, with slow keys',
    `let ${doubling} in builtins.genericClosure { startSet = [ { key = d 40; } { key = d 40; } ]; operator = x: [ ]; }`,
  ),
  evaluate(
    'a closure whose items are many',
    `builtins.length (builtins.genericClosure { startSet = [ { key = 0; } ]; operator = x: builtins.genList (i: { key = i; }) 1000000; })`,
  ),
  evaluate(
    'pipes',
    `let ${many} in many |> map (x: x + 1) |> builtins.filter (x: x > 0) |> builtins.foldl' (a: b: [ a b ]) [ ] |> (l: l == l)`,
    [...perhaps, 'too-deep'],
  ),
  evaluate(
    'numbers as texts',
    `let ${many} in builtins.foldl' (s: i: builtins.seq (builtins.fromJSON (toString i + ".5e3")) s) 1 (many ++ many ++ many)`,
    perhaps,
  ),
  evaluate(
    'contexts that grow',
    `let ${many} in builtins.stringLength (builtins.foldl' (s: i: s + builtins.toFile "n\${toString i}" "x") "" many)`,
  ),
  evaluate('all that is traced', `let ${many} in builtins.foldl' (s: i: builtins.trace "" s) 1 many`),
  evaluate('sums of long paths', `let ${many} in builtins.foldl' (s: i: s + "/\${toString i}") /a many`, [
    ...limited,
    'invalid-argument',
  ]),
  ...inTextOfProgram(),
];

/** Programs whose text is what is large. */
function inTextOfProgram(): readonly HostileInput[] {
  const read = (what: string, input: () => string, comes = perhaps): HostileInput => ({
    what,
    words: ['eval', '-'],
    input,
    comes,
  });
  const deep: readonly Ending[] = [...perhaps, 'too-deep'];
  return [
    read('a million lets', () => `${'let a = 1; in '.repeat(1_000_000)}a`, deep),
    read('a million functions', () => `(${'a: '.repeat(1_000_000)}a)`, deep),
    read('a million parentheses', () => `${'('.repeat(1_000_000)}1${')'.repeat(1_000_000)}`, deep),
    read('a million lists inside each other', () => `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, deep),
    read('a million sums', () => `1${' + 1'.repeat(3_000_000)}`, deep),
    read('a million minuses', () => `${'-'.repeat(3_000_000)}1`, [...deep, 'invalid-argument']),
    read('a million selections', () => `let a = { a = 1; }; in a${'.a'.repeat(2_000_000)}`, [
      ...deep,
      'invalid-argument',
    ]),
    read(
      'a set of three million names',
      () => `{ ${Array.from({ length: 3_000_000 }, (_, i) => `a${i} = 1;`).join('')} }`,
    ),
    read('a deep path of names', () => `{ ${'a.'.repeat(1_000_000)}a = 1; }`, deep),
    read(
      'paths that share their beginnings',
      () => `{ ${Array.from({ length: 300_000 }, (_, i) => `a.b.c.d.e${i}.f = 1;`).join('')} }`,
    ),
    read('a name as long as memory', () => `{ ${'a'.repeat(100_000_000)} = 1; }`),
    read('a text of many interpolations', () => `"${'${"a"}'.repeat(5_000_000)}"`),
    read('a text of many lines', () => `''${'\n    a'.repeat(10_000_000)}''`),
    read('comments without end', () => `${'/* */'.repeat(20_000_000)}1`),
    read('one comment', () => `/*${'* '.repeat(60_000_000)}*/1`),
    read(
      'conditions inside each other',
      () => `${'if true then '.repeat(1_000_000)}1${' else 1'.repeat(1_000_000)}`,
      deep,
    ),
    read('texts inside each other', () => `${'"${'.repeat(1_000_000)}1${'}"'.repeat(1_000_000)}`, [
      ...deep,
      'invalid-argument',
    ]),
  ];
}

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
  ...['check', 'graphcol', 'place', 'gendist', 'multiwaycut', 'order', 'visualize-services'].map(command => ({
    what: `a service's name, in ${command}`,
    words: [
      ...[command, '-s', '{services}'],
      ...(command === 'visualize-services' ? [] : ['-i', '{infrastructure}']),
      ...(takesCandidates(command) ? candidates : []),
    ],
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
