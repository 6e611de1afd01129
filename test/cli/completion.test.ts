import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/command/commands.ts';
import { installLinks, makeFolder, runDydisnix } from '../built.ts';

const folder = makeFolder({
  'services.nix':
    '{ web = { group = "Shop"; }; wiki = { group = "Shop/Texts"; }; db = {}; "$(touch broken)" = {}; "it\'s a; test" = {}; }',
  'infra.nix': '{ t1 = {}; t2 = {}; }',
  'broken.nix': '{ web = ',
  'pictures/readme.txt': '',
});
const path = `${installLinks(join(folder.path, 'bin'))}:${process.env['PATH']}`;
const environment = { ...process.env, PATH: path, HOME: folder.path };
afterAll(() => folder.remove());

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const script = (shell: string): string => runDydisnix(folder.path, ['completion', shell]).stdout;

/** What each unfinished line becomes, with everything inserted that is offered. */
const lines: readonly (readonly [string, string])[] = [
  ['dydisnix gr', 'dydisnix graphcol '],
  ['dydisnix --color never gr', 'dydisnix --color never graphcol '],
  ['dydisnix --color=never graphcol --alg', 'dydisnix --color=never graphcol --algorithm '],
  ['dydisnix --color a', 'dydisnix --color always auto '],
  ['dydisnix help vis', 'dydisnix help visualize-distribution visualize-infra visualize-services '],
  ['dydisnix-graphcol --alg', 'dydisnix-graphcol --algorithm '],
  ['dydisnix graphcol --algorithm ', 'dydisnix graphcol --algorithm auto dsatur exact '],
  ['dydisnix graphcol --algorithm=d', 'dydisnix graphcol --algorithm=dsatur '],
  ['dydisnix-explain -s services.nix --service w', 'dydisnix-explain -s services.nix --service web wiki '],
  [
    'dydisnix explain --services=services.nix --service w',
    'dydisnix explain --services=services.nix --service web wiki ',
  ],
  ["dydisnix explain -s'services.nix' --service d", "dydisnix explain -s'services.nix' --service db "],
  ['dydisnix explain -i infra.nix --target ', 'dydisnix explain -i infra.nix --target t1 t2 '],
  [
    'dydisnix visualize-services -s services.nix --group S',
    'dydisnix visualize-services -s services.nix --group Shop Shop/Texts ',
  ],
  ['dydisnix explain -s broken.nix --service ', 'dydisnix explain -s broken.nix --service '],
  ['dydisnix explain -s - --service ', 'dydisnix explain -s - --service '],
  ['dydisnix graphcol -s inf', 'dydisnix graphcol -s infra.nix '],
  ['nixproc-id-assign --ids serv', 'nixproc-id-assign --ids services.nix '],
  ['dydisnix diff infra.nix serv', 'dydisnix diff infra.nix services.nix '],
  ['dydisnix completion ', 'dydisnix completion bash fish zsh '],
  ['dydisnix graphcol --time-limit ', 'dydisnix graphcol --time-limit '],
];

/** Types lines into a shell on a terminal of its own; keys: C-x p inserts what is offered, C-x l prints the line, C-x k deletes it. */
function type(shell: string, setUp: string, typed: readonly string[]): string[] {
  writeFileSync(join(folder.path, 'setup'), setUp);
  const keys = typed.map(line => `sleep 0.3; printf '%s\\030p\\030l\\030k' '${line.replaceAll("'", "'\\''")}'`);
  const session = `(sleep 1; printf ' . ./setup\\n'; sleep 1; ${keys.join('; ')}; sleep 0.3; printf 'exit\\n') | script -qec '${shell}' /dev/null`;
  const { stdout } = spawnSync('bash', ['-c', session], { cwd: folder.path, env: environment, encoding: 'latin1' });
  return [...stdout.matchAll(/<<(.*)>>/g)].map(([, line]) => line ?? '');
}

const bashSetUp = `PS1=
source <(dydisnix completion bash)
bind '"\\C-xp": insert-completions'
bind '"\\C-xk": kill-whole-line'
show() { printf '<<%s>>\\n' "$READLINE_LINE"; }
bind -x '"\\C-xl": show'
`;

describe.skipIf(!has('bash') || !has('script'))('bash, on a terminal', () => {
  test('completes commands, options, choices, names and files', { timeout: 60_000 }, () => {
    const typed = lines.map(([line]) => line);
    expect(type('bash --norc --noprofile -i', bashSetUp, typed)).toEqual(lines.map(([, after]) => after));
  });

  test('offers folders where a folder is wanted, and quotes names instead of expanding them', {
    timeout: 60_000,
  }, () => {
    const typed = [
      'dydisnix tour --output-dir p',
      'dydisnix explain -s services.nix --service i',
      'dydisnix explain -s services.nix --service "i',
      "dydisnix explain -s services.nix --service '$",
      'dydisnix explain -s services.nix --service \\$',
    ];
    const [directory, ...names] = type('bash --norc --noprofile -i', bashSetUp, typed);
    expect(directory).toMatch(/ pictures[/ ]$/);
    expect(names[0]).toContain("--service it\\'s\\ a\\;\\ test");
    expect(names[1]).toContain("--service it\\'s\\ a\\;\\ test");
    expect(names[2]).toContain('--service \\$\\(touch\\ broken\\)');
    expect(names[3]).toContain('--service \\$\\(touch\\ broken\\)');
    expect(existsSync(join(folder.path, 'broken'))).toBe(false);
  });
});

const zshSetUp = `PS1=
autoload -Uz compinit; compinit -D -u
source <(dydisnix completion zsh)
all() { _main_complete; compstate[insert]=all }
zle -C all complete-word all
show() { print -r -- ""; print -r -- "<<$BUFFER>>" }
zle -N show
bindkey '^Xp' all
bindkey '^Xl' show
bindkey '^Xk' kill-whole-line
`;

test.skipIf(!has('zsh') || !has('script'))('zsh, on a terminal', { timeout: 60_000 }, () => {
  // Long options that take a value end in = there.
  const expected = lines.map(([, after]) => after.replace('--algorithm ', '--algorithm=').replace(/=(auto.*)/, ' $1'));
  expect(
    type(
      'zsh -f -i',
      zshSetUp,
      lines.map(([line]) => line),
    ),
  ).toEqual(expected);
});

describe.skipIf(!has('fish'))('fish', () => {
  beforeAll(() => writeFileSync(join(folder.path, 'dydisnix.fish'), script('fish')));
  const complete = (line: string): string[] => {
    const words = ['--no-config', '-c', 'source dydisnix.fish; complete -C $argv[1]', line];
    const { stdout } = spawnSync('fish', words, { cwd: folder.path, env: environment, encoding: 'utf8' });
    return stdout.split('\n').flatMap(text => (text === '' ? [] : [text.split('\t')[0] ?? '']));
  };

  test('completes commands, options, choices, names and files', { timeout: 60_000 }, () => {
    expect(complete('dydisnix gr')).toEqual(['graphcol']);
    expect(complete('dydisnix-graphcol --alg')).toEqual(['--algorithm']);
    expect(complete('dydisnix graphcol --algorithm ')).toEqual(['auto', 'dsatur', 'exact']);
    expect(complete('dydisnix-explain -s services.nix --service w')).toEqual(['web', 'wiki']);
    expect(complete('dydisnix explain -i infra.nix --target ')).toEqual(['t1', 't2']);
    expect(complete('dydisnix graphcol -s inf')).toEqual(['infra.nix']);
    expect(complete('dydisnix tour --output-dir p')).toEqual(['pictures/']);
    expect(complete('dydisnix completion ')).toEqual(['bash', 'fish', 'zsh']);
  });
});

test('every script knows every option of every command', async () => {
  const all = await Promise.all([...commands.values()].map(load => load()));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const text = script(shell);
    for (const { name, hidden, options } of all) {
      expect(text.includes(name), `${shell}: ${name}`).toBe(true);
      for (const option of hidden ? [] : Object.keys(options)) {
        expect(text.includes(shell === 'fish' ? `-l ${option}` : `--${option}`), `${shell}: ${option}`).toBe(true);
      }
    }
  }
});

test('names are printed in silence, whatever is wrong', () => {
  const names = (...words: string[]) => runDydisnix(folder.path, ['complete-names', ...words]);
  expect(names('service', '-s', 'services.nix').stdout).toBe("$(touch broken)\ndb\nit's a; test\nweb\nwiki\n");
  expect(names('target', '--', 'dydisnix', 'x', '-iinfra.nix', '--unknown').stdout).toBe('t1\nt2\n');
  for (const words of [
    ['-s', 'broken.nix'],
    ['-s', 'nowhere.nix'],
    ['-s', '-'],
    ['--', '-s', 'nowhere.nix'],
  ]) {
    expect(names('service', ...words)).toEqual({ status: 0, stdout: '', stderr: '' });
  }
});

test('without models on the line names are those of the models that the folder has, or the folder of -C', () => {
  const names = (...words: string[]) => runDydisnix(folder.path, ['complete-names', ...words]).stdout;
  const all = "$(touch broken)\ndb\nit's a; test\nweb\nwiki\n";
  expect(names('service')).toBe(all);
  expect(names('service', '--', 'dydisnix', 'explain', '--service', '')).toBe(all);
  // The infrastructure of this folder has another name, so there is nothing to be found.
  expect(names('target', '--', 'dydisnix', 'explain', '--target', '')).toBe('');
  mkdirSync(join(folder.path, 'shop'), { recursive: true });
  writeFileSync(join(folder.path, 'shop', 'infrastructure.json'), '{ "m1": {}, "m2": {} }');
  writeFileSync(join(folder.path, 'shop', 'services.json'), '{ "shop": {} }');
  expect(names('target', '--', 'dydisnix', '-C', 'shop', 'explain', '--target', '')).toBe('m1\nm2\n');
  expect(names('service', '--', 'dydisnix', '-C', 'shop', 'explain', '-s', '../services.nix', '')).toBe(all);
});

test('an unknown shell is answered with those known', () => {
  const run = runDydisnix(folder.path, ['completion', 'bahs']);
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toMatch(/SHELL is "bahs", but must be one of bash, fish, zsh[\s\S]*did you mean "bash"/);
});
