import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { check } from '../../src/command/check.ts';
import type { Outcome } from '../../src/command/command.ts';
import { parseArguments } from '../../src/command/parse-arguments.ts';
import { makeFolder } from '../built.ts';

const examples = 'examples/check';
const codes = readdirSync(examples).filter(name => !name.endsWith('.md'));
const files = [
  ['--services', 'services.nix'],
  ['--infrastructure', 'infrastructure.nix'],
  ['--distribution', 'distribution.nix'],
  ['--id-resources', 'idresources.nix'],
  ['--ids', 'ids.nix'],
] as const;

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly hint?: string;
}

describe.each(codes)('%s', code => {
  it('is found in the failing model, and alone, with a place and a hint', () => {
    const folder = join(examples, code, 'failing');
    const { findings } = JSON.parse(runOn(folder, '--json').stdout ?? '') as { findings: readonly Finding[] };
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding.code).toBe(code);
      expect(finding.hint).toBeTruthy();
      expect(finding.file).toMatch(/\.nix$/);
    }
    const hasErrors = findings.some(({ severity }) => severity === 'error');
    expect(runOn(folder).exitCode).toBe(hasErrors ? 1 : 0);
    expect(runOn(folder, '--strict').exitCode).toBe(1);
    expect(runOn(folder).stdout).toBe(readFileSync(join(folder, 'expected.txt'), 'latin1'));
  });

  it('is not found in the passing model, nor anything else', () => {
    const outcome = runOn(join(examples, code, 'passing'), '--strict');
    expect(outcome).toMatchObject({ exitCode: 0, stdout: '', stderr: '0 errors, 0 warnings\n' });
  });
});

test('every finding of the checks has its example', () => {
  const sources = readdirSync('src/plan/check').map(name => readFileSync(join('src/plan/check', name), 'utf8'));
  const told = sources
    .flatMap(text => [...text.matchAll(/(?:error|warning|tell)\(\s*'([a-z-]+)'/g)])
    .map(([, code]) => code);
  expect(told.length).toBeGreaterThan(12);
  expect(codes).toEqual(expect.arrayContaining([...new Set(told)]));
});

test('a model that cannot be read ends in exit code 2, and the others are still looked at', () => {
  const folder = makeFolder({ 'services.nix': '{ a = { type = tpye; }; }', 'idresources.nix': '{ p = { mx = 1; }; }' });
  const outcome = runOn(folder.path, '--json');
  folder.remove();
  expect(outcome.exitCode).toBe(2);
  const { findings } = JSON.parse(outcome.stdout ?? '') as { findings: readonly Finding[] };
  expect(new Set(findings.map(({ code }) => code))).toEqual(
    new Set(['undefined-variable', 'misspelt-key', 'pool-range']),
  );
});

test('what follows from a mistake in the pools or in the ids file is not told, what does not is', () => {
  const services = 'let a = { requiresUniqueIdsFor = [ "p" ]; dependsOn.a = a; }; in { inherit a; }';
  const wrongPools = codesFoundIn({ services, idresources: '{ p = { min = 1; mx = 9; }; }', ids: '{ ids.p.a = 3; }' });
  expect(wrongPools).toEqual(['misspelt-key', 'pool-range', 'dependency-cycle']);
  const wrongIds = codesFoundIn({ services, idresources: '{ p = { min = 1; max = 9; }; }', ids: '{ ids.p = 3; }' });
  expect(wrongIds).toEqual(['ids-file', 'dependency-cycle']);
  const noIds = codesFoundIn({ services, idresources: '{ p = { min = 1; max = 9; }; }', ids: '{' });
  expect(noIds).toEqual(['syntax', 'dependency-cycle']);
});

test('a model that is no XML cannot be read', () => {
  const folder = makeFolder({ 'services.xml': '<services>' });
  expect(run(folder.path, ['-s', 'services.xml', '--xml'])).toMatchObject({
    exitCode: 2,
    stderr: '1 error, 0 warnings\n',
  });
  folder.remove();
});

test('a target that fails is one finding', () => {
  const folder = makeFolder({ 'infrastructure.nix': '{ t = throw "gone"; }' });
  expect(run(folder.path, ['-i', 'infrastructure.nix'])).toMatchObject({
    exitCode: 2,
    stderr: '1 error, 0 warnings\n',
  });
  folder.remove();
});

test('what cannot be checked alone is refused', () => {
  expect(() => run('.', [])).toThrow('nothing to check');
  expect(() => run('.', ['-d', 'd.nix'])).toThrow('only be checked with');
  expect(() => run('.', ['--ids', 'ids.nix'])).toThrow('only be checked with');
});

test('ports are compared wherever they come from', () => {
  const folder = makeFolder({
    'services.nix': `{ ... }: {
      a = { httpPort = 8080; rpcPort = 8082; };
      b = { port = 8082; };
      c = { requiresUniqueIdsFor = [ "influxdbPorts" ]; };
      d = { port = 0; };
      e = { port = 0; report = 8080; };
    }`,
    'infrastructure.nix': '{ t = { }; }',
    'distribution.nix':
      '{ infrastructure }: builtins.mapAttrs (n: v: [ infrastructure.t ]) { a = 1; b = 1; c = 1; d = 1; e = 1; }',
    'idresources.nix': '{ influxdbPorts = { min = 8080; max = 8099; block = 3; }; }',
    'ids.nix': '{ ids.influxdbPorts.c = 8080; }',
  });
  const outcome = runOn(folder.path);
  folder.remove();
  const pairs = [...(outcome.stdout ?? '').matchAll(/services "(.)" .* and "(.)" .* both want port (\d+)/g)].map(
    match => match.slice(1),
  );
  expect(pairs).toEqual([
    ['a', 'c', '8080'],
    ['c', 'b', '8082'],
    ['a', 'b', '8082'],
  ]);
});

test('a port that very many services have is told of each, and not for each two', () => {
  const names = Array.from({ length: 2000 }, (_, i) => `s${i}`);
  const codes = codesFoundIn({
    services: `{ ${names.map(name => `${name}.port = 80;`).join(' ')} }`,
    infrastructure: '{ t = { }; }',
    distribution: `{ infrastructure }: { ${names.map(name => `${name} = [ infrastructure.t ];`).join(' ')} }`,
  });
  expect(codes.length).toBeGreaterThanOrEqual(1999);
  expect(codes.length).toBeLessThan(20_000);
  expect(new Set(codes)).toEqual(new Set(['port-conflict']));
});

/** Checks the models that are in a folder. */
function runOn(folder: string, ...more: readonly string[]): Outcome {
  const words = files.filter(([, name]) => existsSync(join(folder, name))).flat();
  return run(folder, [...words, ...more]);
}

function run(folder: string, words: readonly string[]): Outcome {
  return check.run(parseArguments(check, check.options, words), {
    folder: resolve(folder),
    environment: {},
    standardInput: () => '',
    progress: () => {},
  });
}

/** The codes of what is found in a folder with these models, in its order. */
function codesFoundIn(models: Readonly<Record<string, string>>): readonly string[] {
  const folder = makeFolder(Object.fromEntries(Object.entries(models).map(([name, text]) => [`${name}.nix`, text])));
  const outcome = runOn(folder.path, '--json');
  folder.remove();
  const { findings } = JSON.parse(outcome.stdout ?? '') as { findings: readonly Finding[] };
  return findings.map(({ code }) => code);
}
