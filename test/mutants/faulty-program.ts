import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type BuildContext, context, type Plugin } from 'esbuild';
import type { Run } from '../harness.ts';
import type { Mutant } from './mutant.ts';

const start = promisify(execFile);

/** The program, made anew with one fault after the other, each run in a process of its own, two at a time. */
export class FaultyProgram {
  /** Bundles stand inside the tree, so that packages are found. */
  readonly #folder: string;
  #context: Promise<BuildContext> | undefined;
  #fault: Mutant | undefined;
  #builds: Promise<unknown> = Promise.resolve();
  #free = 2;
  readonly #waiting: (() => void)[] = [];

  constructor() {
    const cache = resolve('node_modules/.cache');
    mkdirSync(cache, { recursive: true });
    this.#folder = mkdtempSync(join(cache, 'mutants-'));
  }

  /** What command lines leave in a folder, with a fault in the program or without; undefined where it did not even end. */
  async run(
    fault: Mutant | undefined,
    folder: string,
    lines: readonly (readonly string[])[],
  ): Promise<readonly Run[] | undefined> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>(go => this.#waiting.push(go));
    const place = mkdtempSync(join(this.#folder, 'one-'));
    try {
      const bundle = join(place, 'program.mjs');
      await this.#build(fault, bundle);
      const output = join(place, 'runs.json');
      const isOver = await start(process.execPath, [bundle, folder, output, JSON.stringify(lines)], {
        timeout: 120_000,
      }).then(
        () => true,
        () => false,
      );
      return isOver ? JSON.parse(readFileSync(output, 'utf8')) : undefined;
    } finally {
      rmSync(place, { recursive: true });
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }

  async end(): Promise<void> {
    await (await this.#context)?.dispose();
    rmSync(this.#folder, { recursive: true });
  }

  /** One after the other: what has no fault is parsed once only. */
  #build(fault: Mutant | undefined, outfile: string): Promise<void> {
    const built = this.#builds.then(async () => {
      this.#fault = fault;
      this.#context ??= this.#open();
      const { outputFiles } = await (await this.#context).rebuild();
      writeFileSync(outfile, outputFiles?.[0]?.contents ?? '');
    });
    this.#builds = built.catch(() => {});
    return built;
  }

  async #open(): Promise<BuildContext> {
    const faults: Plugin = {
      name: 'fault',
      setup: ({ onLoad }) =>
        onLoad({ filter: /\.ts$/ }, ({ path }) => {
          const { file, from, to } = this.#fault ?? {};
          if (file === undefined || from === undefined || path !== resolve(file)) return undefined;
          return { contents: readFileSync(path, 'utf8').replace(from, () => to ?? ''), loader: 'ts' };
        }),
    };
    const { esbuildTexts }: { readonly esbuildTexts: Plugin } = await import(resolve('build/texts.mjs'));
    return context({
      entryPoints: ['test/mutants/run-planners.ts'],
      outfile: join(this.#folder, 'program.mjs'),
      write: false,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      plugins: [faults, loadOnce(esbuildTexts)],
      logLevel: 'silent',
    });
  }
}

/** A plugin whose files are the same for all builds: faults are in no text, and bundling texts took longer than all else. */
function loadOnce(plugin: Plugin): Plugin {
  return {
    name: plugin.name,
    setup: build => {
      const loaded = new Map<string, ReturnType<Parameters<typeof build.onLoad>[1]>>();
      const onLoad: typeof build.onLoad = (options, load) =>
        build.onLoad(options, given => {
          const its = loaded.get(given.path) ?? load(given);
          loaded.set(given.path, its);
          return its;
        });
      return plugin.setup({ ...build, onLoad });
    },
  };
}
