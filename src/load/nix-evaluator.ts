import { spawnSync } from 'node:child_process';
import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { parseJson, type Slot, type Value } from '../nix/index.ts';
import { readStream } from '../ports/read-stream.ts';
import callModel from './call-model.nix';
import type { EvaluationSettings } from './evaluation-settings.ts';
import type { Evaluator } from './evaluator.ts';
import { explainNix } from './explain-nix.ts';
import flatten from './flatten.nix';
import { flakeOutputText, flakeReference, pathText, writeArgument, writePlacement } from './nix-arguments.ts';
import { readModelText } from './read-data.ts';
import { type FlakeOutput, findOutput } from './read-flake.ts';
import { readModelData } from './read-model.ts';
import type { World } from './world.ts';

/** How many levels of a service's or target's own attributes are read; what is deeper is left out. */
const depth = 6;

/**
 * Evaluates models with an installed Nix (`nix-instantiate`), for those that need to build while they evaluate. What
 * comes back is plain data: services without `pkg` and with their dependencies as names, functions and derivations left
 * out, targets in a distribution as names. Places in files are not known. QoS models and the like are evaluated by the
 * embedded evaluator even so.
 */
export function createNixEvaluator(embedded: Evaluator, settings: EvaluationSettings, world: World): Evaluator {
  const evaluate = (file: string, what: string, given: readonly string[]): Value => {
    const written = readModelText(file, embedded, world);
    const data = written && readModelData(written, what);
    if (data !== undefined) return data;
    const output = findOutput(file, world.folder, embedded.host);
    const model = output === undefined ? modelText(file, world) : flakeOutputText(output, flakesMissing);
    const extra = embedded.extraParameters.map(([name, slot]) => writeArgument(name, slot, embedded));
    const whole = callAndFlatten(model, [...given, ...extra].join(' '));
    return parseJson(runNix(whole, { file, what, output }, settings, world));
  };
  const write = (offered: readonly (readonly [string, Slot])[]): readonly string[] =>
    offered.map(([name, slot]) => writeArgument(name, slot, embedded));
  return {
    ...embedded,
    evaluateModel: (file, what, offered) =>
      takesFunctions.has(what) ? embedded.evaluateModel(file, what, offered) : evaluate(file, what, write(offered)),
    evaluateServices: (file, offered, placement) =>
      evaluate(file, 'services model', [...write(offered), ...writePlacement(placement)]),
  };
}

/** Models that are given functions of this process, filters among them: no other process can call these. */
const takesFunctions: ReadonlySet<string> = new Set(['QoS model', 'filters model', 'augmentation', 'policy']);

const flakesMissing = 'this Nix knows no flakes (2.4 is the first that does): leave --evaluator nix out';

function modelText(file: string, world: World): string {
  const path = resolvePath(world.folder, file);
  const text = file === '-' ? world.standardInput() : readStream(path, world.folder)?.text;
  return text === undefined ? `(import ${pathText(path)})` : `(${text}\n)`;
}

/** See `call-model.nix` and `flatten.nix`; `given` are attributes, and `value` is known in them. */
function callAndFlatten(model: string, given: string): string {
  const value = `(${callModel}) { model = ${model}; offered = value: { ${given} }; }`;
  return `(${flatten}) { value = ${value}; depth = ${depth}; }\n`;
}

/** A model that is evaluated, and the output of a flake that it is. */
interface Asked {
  readonly file: string;
  readonly what: string;
  readonly output: FlakeOutput | undefined;
}

function runNix(text: string, { file, what, output }: Asked, settings: EvaluationSettings, { folder }: World): string {
  const words = ['--eval', '--strict', '--json', '--read-write-mode'];
  for (const path of settings.searchPath) words.push('-I', path);
  if (settings.isRestricted) {
    words.push('--option', 'restrict-eval', 'true', '-I', output?.flake ?? resolvePath(folder, `${file}/..`));
  }
  // Flakes are an experiment still, also in the newest Nix.
  if (output !== undefined) words.push('--option', 'extra-experimental-features', 'flakes');
  if (output !== undefined && settings.isRestricted) {
    words.push('--option', 'allowed-uris', flakeReference(output.flake));
  }
  if (settings.showTrace) words.push('--show-trace');
  // An argument of a process holds 128 KiB, standard input what it may.
  words.push('-');
  const seconds = settings.timeLimit;
  const run = spawnSync(
    'nix-instantiate',
    words.map(word => Buffer.from(word, 'latin1').toString('utf8')),
    {
      cwd: Buffer.from(folder, 'latin1').toString('utf8'),
      encoding: 'latin1',
      input: Buffer.from(text, 'latin1'),
      maxBuffer: 2 ** 30,
      ...(seconds === undefined ? {} : { timeout: 1000 * seconds }),
    },
  );
  if (run.error !== undefined || run.status !== 0) {
    const isMissing = (run.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
    const reason = isMissing
      ? 'nix-instantiate is not installed'
      : (explainNix(run.stderr) ?? toBytes(run.error?.message ?? 'it gave no reason'));
    throw new InputError([
      {
        severity: 'error',
        code: 'nix',
        message: `Nix cannot evaluate the ${what}: ${reason}`,
        file,
        hint: isMissing ? settings.hints.withoutNix : undefined,
      },
    ]);
  }
  return run.stdout;
}
