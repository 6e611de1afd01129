import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printValue } from '../../src/nix/print/print-value.ts';
import { selectPath } from '../../src/nix/select-path.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { createRefereeHost } from './create-referee-host.ts';
import { show } from './evaluate-text.ts';
import { referee, runReferee } from './referee.ts';

/** What libraries are built of, in small: each by its name, compared with the referee. */
const constructs: ReadonlyMap<string, string> = new Map([
  [
    'a fixed point with overlays, each on top of what came before',
    `let
      fix = f: let self = f self; in self;
      extends = overlay: base: self: let before = base self; in before // overlay self before;
      shop = self: { price = 2; amount = 3; total = self.price * self.amount; broken = throw "never asked for"; };
      overlays = [ (self: before: { price = before.price + 1; }) (self: before: { amount = before.amount * 10; tax = self.total / 5; }) ];
      all = fix (builtins.foldl' (base: overlay: extends overlay base) shop overlays);
    in { inherit (all) price amount total tax; }`,
  ],
  [
    'a set that extends itself, under a name that is computed',
    `let
      make = name: f: let self = f self // { \${name} = g: make name (me: let old = f me; in old // g me old); }; in self;
      one = make "grow" (self: { n = 1; twice = self.n * 2; });
      two = (one.grow (self: old: { n = old.n + 10; })).grow (self: old: { note = "n is \${toString self.n}"; });
    in [ one.twice two.twice two.note ]`,
  ],
  [
    'arguments that come from a set by the names of the formals, and can be overridden',
    `let
      overridable = f: args: f args // {
        override = { __functionArgs = builtins.functionArgs f; __functor = self: new:
          overridable f (args // (if builtins.isFunction new then new args else new)); };
      };
      callWith = scope: f: args: overridable f (builtins.intersectAttrs (builtins.functionArgs f) scope // args);
      scope = { tool = "make"; port = 80; unused = throw "not asked for"; };
      server = callWith scope ({ tool, port, workers ? port / 40 }: { text = "\${tool} \${toString port} \${toString workers}"; }) { };
    in [ server.text (server.override { port = 400; }).text (server.override (old: { port = old.port * 2; })).text server.override.__functionArgs ]`,
  ],
  [
    'modules: options with defaults and priorities, conditions that ask for the result, definitions in an order',
    `let
      tag = kind: more: content: { _kind = kind; inherit content; } // more;
      when = condition: tag "when" { inherit condition; };
      weigh = priority: tag "weigh" { inherit priority; };
      order = rank: tag "order" { inherit rank; };
      kindOf = value: value._kind or "";
      discharge = value: if kindOf value != "when" then [ value ] else if value.condition then discharge value.content else [ ];
      merge = name: option: definitions:
        let
          all = builtins.concatMap discharge definitions ++ (if option ? default then [ (weigh 1500 option.default) ] else [ ]);
          weight = value: if kindOf value == "weigh" then value.priority else 100;
          best = builtins.foldl' (least: value: if weight value < least then weight value else least) 9999 all;
          strongest = builtins.filter (value: weight value == best) all;
          bare = map (value: if kindOf value == "weigh" then value.content else value) strongest;
          rank = value: if kindOf value == "order" then value.rank else 1000;
          sorted = builtins.sort (a: b: rank a < rank b) bare;
          values = map (value: if kindOf value == "order" then value.content else value) sorted;
        in if values == [ ] then throw "\${name} has no value"
          else builtins.addErrorContext "in the option \${name}" (option.apply or (x: x) (option.merge values));
      evaluate = modules:
        let
          loaded = map (m: if builtins.isFunction m then m { inherit config; } else m) modules;
          options = builtins.foldl' (all: m: all // m.options or { }) { } loaded;
          definitions = builtins.zipAttrsWith (name: values: values) (map (m: m.config or { }) loaded);
          config = builtins.mapAttrs (name: option: merge name option (definitions.\${name} or [ ])) options;
        in assert builtins.attrNames (removeAttrs definitions (builtins.attrNames options)) == [ ]; config;
      list = { merge = builtins.concatLists; default = [ ]; };
      single = { merge = values: assert builtins.length values == 1; builtins.head values; };
      base = { options = { ports = list; mode = single // { default = "plain"; }; count = single // { apply = n: n * 2; }; none = single; }; };
      web = { config, ... }: { config = { ports = order 1500 [ 80 ]; count = builtins.length config.ports; mode = when (config.count > 2) (weigh 1000 "busy"); }; };
      more = { config = { ports = order 500 [ 443 ]; }; };
      result = evaluate [ base web more { config.ports = when false (throw "not asked for"); } ];
    in removeAttrs result [ "none" ] // { none = (builtins.tryEval result.none).success; wrong = (builtins.tryEval (evaluate [ base { config.prots = [ ]; } ])).success; }`,
  ],
  [
    'a graph, walked by genericClosure and sorted by what depends on what',
    `let
      needs = { app = [ "db" "log" ]; db = [ "disk" ]; log = [ "disk" ]; disk = [ ]; other = [ "app" ]; };
      reach = from: map (node: node.key) (builtins.genericClosure {
        startSet = [ { key = from; } ];
        operator = { key }: map (key: { inherit key; }) needs.\${key};
      });
    in builtins.mapAttrs (name: _: reach name) needs`,
  ],
  [
    'derivations that name each other, and what their strings carry along',
    `let
      make = name: more: derivation ({ inherit name; system = "x86_64-linux"; builder = "/bin/sh"; } // more);
      lib = make "lib" { outputs = [ "out" "dev" ]; };
      app = make "app" { inherit lib; flags = [ "-I\${lib.dev}/include" 1 true null ]; text = builtins.toFile "text" "words"; };
      line = builtins.concatStringsSep ":" [ "\${app}/bin" (dirOf "\${lib.dev}/x/y") app.drvPath ];
    in [ app.outPath app.drvPath line (builtins.getContext line)
      (builtins.getContext (builtins.substring 0 0 line)) (builtins.hasContext (builtins.unsafeDiscardStringContext line))
      (builtins.getContext (builtins.toJSON { inherit app; })) (app == app // { more = 1; }) ]`,
  ],
  [
    'text that is written, read and written again',
    `let
      data = { "__proto__" = [ 1 1.5 (-3) ]; "a\\"b\\\\" = { "" = null; }; "10" = true; "9" = "\u00c3\u00a9\\n\\t\${"\\$"}{x}"; constructor = { }; };
      toml = builtins.fromTOML "[a.b]\\nc = [ { d = 1 }, { d = 0x1F } ]\\n[[e]]\\nf.g = 'x'\\n[[e]]\\n";
    in [ (builtins.toJSON data) (builtins.fromJSON (builtins.toJSON data) == data) toml (builtins.toJSON toml) (builtins.toXML data) ]`,
  ],
  [
    'functions that are compared: the same cell or not',
    `let f = x: x; g = { inherit f; }; pick = { f }@all: all; in [
      (f == f) ([ f ] == [ f ]) (g == { inherit f; }) (g == { f = x: x; }) (pick g == g) (builtins.elem f [ f ])
      (builtins.mapAttrs (_: v: v) g == g) ([ g.f ] == [ g.f ]) ({ inherit (g) f; } == g) (builtins.attrValues g == [ f ]) ]`,
  ],
]);

/** A file, the path that `-A` gives, and the arguments: what is called on the way, and what is not. */
const selections: readonly (readonly [string, string, ReadonlyMap<string, string>])[] = [
  ['{ a ? 1 }: a', '', new Map()],
  ['{ a }: a', '', new Map()],
  ['{ a ? 1 }: a', '', new Map([['a', '2']])],
  ['{ a ? 1 }: a', '', new Map([['other', '2']])],
  ['{ ... }@all: all', '', new Map([['b', '2']])],
  ['{ x = { a ? 1 }: { y = a; }; }', 'x', new Map()],
  ['{ x = { a ? 1 }: { y = a; }; }', 'x.y', new Map()],
  ['{ x = { a ? 1 }: { y = a; }; }', 'x', new Map([['a', '7']])],
  ['{ x = { a ? 1 }: { y = a; }; }', 'x.y', new Map([['a', '7']])],
  ['{ x = { q }: q; }', 'x', new Map([['q', '3']])],
  ['{ x = [ { __functor = self: { q }: q + self.n; n = 5; } ]; }', 'x.0', new Map([['q', '3']])],
];

describe.skipIf(referee === undefined)('code as libraries have it: the referee agrees', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'real-code-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([...constructs])('%s', (_, text) => {
    const file = join(folder, 'construct.nix');
    writeFileSync(file, text, 'latin1');
    const { ok, stdout, stderr } = runReferee(['--eval', '--strict', file], folder);
    expect(ok, stderr).toBe(true);
    expect(`${show(text)}\n`).toBe(stdout);
  });

  test.each(selections)('%s at "%s" with %o', (text, path, given) => {
    const file = join(folder, 'selection.nix');
    writeFileSync(file, text, 'latin1');
    const words = [...given].flatMap(([name, value]) => ['--arg', name, value]);
    const { ok, stdout, stderr } = runReferee(['--eval', '--strict', file, ...words, '-A', path], folder);
    expect(ok, stderr).toBe(true);
    const host = createRefereeHost();
    const args = AttributeSetValue.from(
      [...given].map(([name, value]) => [name, host.evaluateText(name, value, folder)] as const),
    );
    const value = selectPath(host.evaluateText('selection', text, folder), path, args);
    expect(`${printValue(value, { strict: true })}\n`).toBe(stdout);
  });
});
