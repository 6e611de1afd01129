import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { groupByTarget, makeDistributionArgument, type PlacedModels } from '../model/distribution-arguments.ts';
import { escapeString, force, parseJson, type Slot, type Value, writeNixExpression } from '../nix/index.ts';
import { readStream } from '../ports/read-stream.ts';
import type { EvaluationSettings } from './evaluation-settings.ts';
import type { Evaluator } from './evaluator.ts';
import flatten from './flatten.nix';
import { readModelText } from './read-data.ts';
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
    const path = resolvePath(world.folder, file);
    const text = file === '-' ? world.standardInput() : readStream(path, world.folder)?.text;
    const model = text === undefined ? `(import ${pathText(path)})` : `(${text}\n)`;
    const extra = embedded.extraParameters.map(([name, slot]) => writeArgument(name, slot, embedded));
    const whole = callAndFlatten(model, [...given, ...extra].join(' '));
    return parseJson(runNix(whole, file, what, settings, world));
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

/** The arguments `distribution` and `invDistribution`; `value` is the services model itself. */
function writePlacement(placement: (() => PlacedModels) | undefined): readonly string[] {
  if (placement === undefined) return ['distribution = { };', 'invDistribution = { };'];
  const given = placement();
  const targets = groupByTarget(given).map(({ target, services }) => {
    const there = services.map(service => `${escapeString(service)} = null;`).join(' ');
    const inverse = `{ services = builtins.intersectAttrs { ${there} } value; }`;
    return `${escapeString(target.name)} = ${inverse} // ${writeNixExpression(target.attributes)};`;
  });
  return [
    `distribution = ${writeNixExpression(makeDistributionArgument(given))};`,
    `invDistribution = { ${targets.join(' ')} };`,
  ];
}

/** A path that holds any byte: Nix has no literal for all of them. */
function pathText(path: string): string {
  return `(/. + ${escapeString(path)})`;
}

/** A target carries its name, so that a distribution can be told in names. */
function writeArgument(name: string, slot: Slot, { packages, host }: Evaluator): string {
  const value = force(slot);
  if (value === packages) return `pkgs = import <nixpkgs> { system = ${escapeString(host.settings.system)}; };`;
  const text = `${escapeString(name)} = ${writeNixExpression(value)};`;
  if (name !== 'infrastructure') return text;
  const plain = writeNixExpression(value);
  const mark = 'name: target: if builtins.isAttrs target then target // { __targetName = name; } else target';
  return `infrastructure = builtins.mapAttrs (${mark}) ${plain};`;
}

/** See `flatten.nix`; `given` are attributes, and `value` is known in them. */
function callAndFlatten(model: string, given: string): string {
  return `(${flatten}) { model = ${model}; offered = value: { ${given} }; depth = ${depth}; }\n`;
}

function runNix(text: string, file: string, what: string, settings: EvaluationSettings, { folder }: World): string {
  const words = ['--eval', '--strict', '--json', '--read-write-mode'];
  for (const path of settings.searchPath) words.push('-I', path);
  if (settings.isRestricted) words.push('--option', 'restrict-eval', 'true', '-I', resolvePath(folder, `${file}/..`));
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
    const reason = isMissing ? 'nix-instantiate is not installed' : explain(run.stderr, run.error);
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

function explain(stderr: string | undefined, error: Error | undefined): string {
  const lines = stripVTControlCharacters(stderr ?? '')
    .trim()
    .split('\n');
  const failed = lines.some(line => line.startsWith('error: '));
  const text = lines.filter(line => !(failed && line.startsWith('warning: '))).join('\n');
  return text === '' ? toBytes(error?.message ?? 'it gave no reason') : text.replace(/^error: /, '');
}
