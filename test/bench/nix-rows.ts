import { readFileSync } from 'node:fs';

/** Expressions that the benchmarks evaluate. */
export interface NixRow {
  readonly name: string;
  readonly text: string;
  /** The largest ratio that is good enough. */
  readonly goal: number;
}

const services = (count: number): string => {
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    lines.push(`  service${i} = {
    name = "service${i}";
    type = "process";
    pkg = "/store/service${i}";
    dependsOn = {${i > 0 ? ` inherit service${i - 1};` : ''} };
    port = ${8000 + i};
    tags = [ "a" "b${i % 7}" ];
  };`);
  }
  return `rec {\n${lines.join('\n')}\n}`;
};

/** A file of this folder that holds a function, called. */
const called = (name: string, argument: string): string => {
  const text = readFileSync(new URL(name, import.meta.url), 'latin1');
  return `(
${text}) ${argument}\n`;
};

export const nixRows: readonly NixRow[] = [
  {
    name: '10,000 literal services',
    text: `builtins.length (map (s: s.name + s.type + toString s.port) (builtins.attrValues (${services(10_000)})))`,
    goal: 2,
  },
  {
    name: '100,000 services by genList',
    text: `let
  make = i: { name = "service\${toString i}"; value = { name = "service\${toString i}"; type = "process"; port = 1000 + i; dependsOn = { }; }; };
  all = builtins.listToAttrs (builtins.genList make 100000);
in builtins.foldl' (sum: name: sum + all.\${name}.port) 0 (builtins.attrNames all)`,
    goal: 2,
  },
  { name: 'fib 27', text: 'let fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2); in fib 27', goal: 2 },
  {
    name: "foldl' over 10^6",
    text: "builtins.foldl' (sum: x: sum + x) 0 (builtins.genList (x: x) 1000000)",
    goal: 2,
  },
  {
    name: 'string building',
    text: `builtins.stringLength (builtins.foldl' (s: x: s + "line \${toString x}\\n") "" (builtins.genList (x: x) 20000))
  + builtins.stringLength (builtins.concatStringsSep ", " (builtins.genList (x: "item \${toString x}") 200000))`,
    goal: 2,
  },
  {
    name: 'sort of 10^5',
    text: 'builtins.head (builtins.sort (a: b: a < b) (builtins.genList (x: (x * 7919) - ((x * 7919) / 100003) * 100003) 100000))',
    goal: 2,
  },
  {
    name: '// in a fold',
    text: 'builtins.length (builtins.attrNames (builtins.foldl\' (set: x: set // { "key${toString x}" = x; }) { } (builtins.genList (x: x) 4000)))',
    goal: 2,
  },
  {
    name: 'fixed point with overlays',
    text: `let
  fix = f: let x = f x; in x;
  extends = overlay: f: final: let prev = f final; in prev // overlay final prev;
  base = self: { n = 0; a = self.n + 1; };
  overlays = builtins.genList (i: final: prev: { n = prev.n + i; "p\${toString i}" = final.a; }) 300;
in builtins.foldl' (sum: i: sum + (fix (builtins.foldl' (f: o: extends o f) base overlays)).a) 0 (builtins.genList (x: x) 10)`,
    goal: 2,
  },
  {
    name: 'module system: 600 modules',
    text: called('module-system.nix', '{ count = 600; users = 120; }'),
    goal: 2.5,
  },
  { name: 'table of platforms', text: called('platforms.nix', '{ rounds = 3; families = 8; }'), goal: 2.5 },
];
