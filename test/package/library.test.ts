import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiExample, apiExamplesIn, commentExamplesIn, countPrograms, wrapInFunction } from './api-examples.ts';
import { filesIn, type InstalledPackage, installPackage } from './install-package.ts';

const documents = ['docs/api.md', 'README.md'];
const examples = documents.flatMap(file => apiExamplesIn(file));

const inComments = filesIn('src/library')
  .filter(file => file.endsWith('.ts'))
  .flatMap(file => commentExamplesIn(join('src/library', file)));

/** How a user of TypeScript may have set it: what the compiler is told, and how the modules are written. */
const kinds = [
  { name: 'nodenext, ESM', type: 'module', module: 'nodenext', moduleResolution: 'nodenext' },
  { name: 'nodenext, CommonJS', type: 'commonjs', module: 'nodenext', moduleResolution: 'nodenext' },
  { name: 'node16, CommonJS', type: 'commonjs', module: 'node16', moduleResolution: 'node16' },
  { name: 'node16, ESM', type: 'module', module: 'node16', moduleResolution: 'node16' },
  { name: 'bundler', type: 'module', module: 'esnext', moduleResolution: 'bundler' },
] as const;

describe('the library, imported from the installed package', () => {
  let installed: InstalledPackage;

  beforeAll(() => {
    installed = installPackage();
    cpSync('models', join(installed.folder, 'models'), { recursive: true });
  });

  afterAll(() => installed.remove());

  /** A folder of its own, from which the package can be imported. */
  function makeProject(name: string, files: Readonly<Record<string, string>>): string {
    const folder = join(installed.folder, name.replaceAll(/\W+/g, '-'));
    mkdirSync(folder);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    return folder;
  }

  function run(program: string, file: string): { status: number | null; stdout: string; stderr: string } {
    const path = join(installed.folder, file);
    writeFileSync(path, program);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path], { cwd: installed.folder, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  test('every example says what it prints', () => {
    expect(examples).toHaveLength(documents.reduce((sum, file) => sum + countPrograms(file), 0));
    expect(examples.length).toBeGreaterThanOrEqual(12);
    expect(inComments.length).toBeGreaterThanOrEqual(15);
  });

  describe.each(examples)('$title', ({ program, output }: ApiExample) => {
    test('as an ESM module', () => {
      const { code } = transformSync(program, { loader: 'ts' });
      expect(run(code, 'example.mjs')).toEqual({ status: 0, stdout: output, stderr: '' });
    });

    test('as a CommonJS module', () => {
      const { code } = transformSync(wrapInFunction(program), { loader: 'ts', format: 'cjs', platform: 'node' });
      expect(code).toContain('require("dydisnix');
      expect(run(code, 'example.cjs')).toEqual({ status: 0, stdout: output, stderr: '' });
    });
  });

  test.each(kinds)('its declarations and all examples are right for TypeScript: $name', kind => {
    const { name, type, module, moduleResolution } = kind;
    // graphlib itself has no declarations for `require` under node16.
    const usable =
      name === 'node16, CommonJS' ? examples.filter(({ program }) => !/graphlib'/.test(program)) : examples;
    const files = usable.map(({ program }, i) => {
      const text = type === 'module' ? program : wrapInFunction(program);
      return [`example-${i}.ts`, `${text}export {};\n`];
    });
    const compilerOptions = { module, moduleResolution, target: 'es2022', strict: true, noEmit: true, types: ['node'] };
    // The default of `skipLibCheck` is what finds a mistake in a declaration.
    const settings = {
      ...compilerOptions,
      exactOptionalPropertyTypes: true,
      typeRoots: [resolve('node_modules/@types')],
    };
    const folder = makeProject(name, {
      ...Object.fromEntries(files),
      'package.json': JSON.stringify({ type }),
      'tsconfig.json': JSON.stringify({ compilerOptions: settings }),
    });
    const { stdout, stderr } = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  test('a mistake in a call is found by TypeScript', () => {
    const folder = makeProject('mistake', {
      'mistake.ts': "import { maximumFlow } from 'dydisnix/graph';\nmaximumFlow('graph', 'a', 'b');\n",
      'package.json': '{ "type": "module" }',
      'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true, "noEmit": true, "types": [] } }',
    });
    const { stdout } = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
    expect(stdout).toMatch(/mistake\.ts\(2,13\): error TS2345/);
  });

  test('can be bundled for a browser, without anything of Node', async () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> };
    const names = Object.keys(exports).filter(name => name !== './package.json');
    expect(names.length).toBeGreaterThanOrEqual(3);
    for (const name of names) {
      const { outputFiles } = await build({
        stdin: { contents: `export * from 'dydisnix${name.slice(1)}'`, resolveDir: installed.folder },
        bundle: true,
        write: false,
        platform: 'browser',
        format: 'esm',
        logLevel: 'silent',
      });
      expect(outputFiles[0]?.text, name).not.toMatch(/(?:from|import\(|require\() ?["']node:/);
    }
  });

  test('what documents link to is in the package', () => {
    const broken: string[] = [];
    for (const file of filesIn(installed.home).filter(name => name.endsWith('.md'))) {
      for (const [, target = ''] of readFileSync(join(installed.home, file), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)) {
        const path = target.replace(/#.*/, '');
        if (/^[a-z]+:/.test(target) || path === '') continue;
        if (!existsSync(join(installed.home, dirname(file), path))) broken.push(`${file}: ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });
});
