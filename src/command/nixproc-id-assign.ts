import { toBytes } from '../base/bytes.ts';
import { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import { assignmentOptions } from '../cli/assignment-options.ts';
import { defineCommand } from '../cli/command.ts';
import { evaluationOptions, toEvaluation } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable } from '../cli/option-table.ts';
import { usageError } from '../cli/usage.ts';
import { createEvaluator } from '../load/create-evaluator.ts';
import type { EvaluationSettings } from '../load/evaluation-settings.ts';
import type { Evaluator } from '../load/evaluator.ts';
import { followIds } from '../load/follow-ids.ts';
import type { World } from '../load/world.ts';
import { decodeServices } from '../model/decode-services.ts';
import type { ServicesModel } from '../model/service.ts';
import {
  AttributeSetValue,
  describeValue,
  EvaluationError,
  force,
  lazy,
  type Slot,
  update,
  type Value,
} from '../nix/index.ts';
import { runIdAssignment, type ServicesToServe } from './id-assign.ts';

/**
 * The folders that a processes model may ask for: option `--state-dir`, variable `NIXPROC_STATE_DIR`, argument
 * `stateDir`.
 */
const folderOptions = {
  'state-dir': describeFolder('where processes keep their state', 'STATE'),
  'runtime-dir': describeFolder('where PID files are', 'RUNTIME'),
  'log-dir': describeFolder('where log files are', 'LOG'),
  'cache-dir': describeFolder('where cache files are', 'CACHE'),
  'tmp-dir': describeFolder('where temporary files are', 'TMP'),
  'spool-dir': describeFolder('where spool files are', 'SPOOL'),
  'lock-dir': describeFolder('where lock files are', 'LOCK'),
  'lib-dir': describeFolder('where libraries are', 'LIB'),
} as const satisfies OptionTable;

function describeFolder(summary: string, variable: string) {
  return { kind: 'folder', summary: `${summary}; also NIXPROC_${variable}_DIR` } as const;
}

const modelArguments = {
  ...folderOptions,
  'force-disable-user-change': {
    kind: 'switch',
    summary: 'create no users and groups; also NIXPROC_FORCE_DISABLE_USER_CHANGE',
  },
  'process-manager': {
    kind: 'text',
    value: 'NAME',
    summary: 'the process manager that the model is told; also NIXPROC_PROCESS_MANAGER; default disnix',
  },
} as const satisfies OptionTable;

/** `nixproc-id-assign`: the assigner for processes models of the Nix process management framework. */
export const nixprocIdAssign = defineCommand({
  name: 'nixproc-id-assign',
  summary: 'assign unique numbers to the process instances of a processes model',
  description:
    'A processes model is read as a services model: an instance takes its name from its attribute, and its type is process. ' +
    'Folders that are given neither by option nor by variable are left to the defaults of the model.',
  positionals: {
    PROCESSES: {
      kind: 'file',
      summary: 'the processes model, such as processes.nix; also NIXPROC_PROCESSES',
      required: false,
    },
  },
  writes: 'ids file',
  options: { ...assignmentOptions, ...modelArguments, ...evaluationOptions },
  examples: [
    {
      command: 'nixproc-id-assign --id-resources idresources.nix processes.nix',
      effect: 'prints the ids of all process instances',
    },
    {
      command:
        'nixproc-id-assign --state-dir /home/me/var --force-disable-user-change --id-resources idresources.nix --ids ids.nix --output-file ids.nix processes.nix',
      effect: 'brings ids.nix up to date for an installation without root',
    },
  ],
  run: (given, world) => {
    const file = given.processes ?? nameProcesses(world);
    const settings = toEvaluation({ ...given, files: [...given.files, file] });
    return runIdAssignment(given, world, () => loadProcesses(file, given, settings, world));
  },
});

/** The processes model of the environment, where none was given. */
function nameProcesses({ environment }: World): string {
  const file = toBytes(environment['NIXPROC_PROCESSES'] ?? '');
  if (file !== '') return file;
  const message = 'dydisnix nixproc-id-assign needs PROCESSES';
  const hint = 'name the processes model, such as processes.nix, or set NIXPROC_PROCESSES';
  throw usageError(message, hint, 'missing-argument');
}

function loadProcesses(
  file: string,
  given: ModelArguments,
  settings: EvaluationSettings,
  world: World,
): ServicesToServe {
  const findings = new Findings();
  const evaluator = createEvaluator(settings, world);
  const read = (reader: Evaluator, told: Findings): ServicesModel | undefined =>
    told.attempt(() => {
      const value = reader.evaluateModel(file, 'processes model', processArguments(given, world, reader));
      return decodeServices(toServices(value), file, told);
    });
  const services = read(evaluator, findings) ?? { services: new Map() };
  const readAgain = (replacedFiles: ReadonlyMap<string, string>): ServicesModel | undefined => {
    const told = new Findings();
    const { elapsed } = evaluator.host.limits;
    const others = read(createEvaluator({ ...settings, replacedFiles }, world, { elapsed }), told);
    return told.hasErrors ? undefined : others;
  };
  const hintForTargets =
    'processes run on one machine, where the scope "global" does the same; dydisnix id-assign takes a distribution';
  return {
    services: { ...services, followsIds: followIds(services, () => evaluator.idsFiles, readAgain) },
    distribution: undefined,
    evaluator,
    findings,
    hintForTargets,
  };
}

type ModelArguments = ArgumentsOf<typeof modelArguments>;

function processArguments(
  given: ModelArguments,
  { environment }: World,
  evaluator: Evaluator,
): readonly (readonly [string, Slot])[] {
  const variable = (name: string) => toBytes(environment[`NIXPROC_${name}`] ?? '');
  const { stateDir, runtimeDir, logDir, cacheDir, tmpDir, spoolDir, lockDir, libDir } = given;
  const folders = { stateDir, runtimeDir, logDir, cacheDir, tmpDir, spoolDir, lockDir, libDir };
  const named = Object.entries(folders).map(([name, folder]): [string, string] => [
    name,
    folder ?? variable(name.replace('Dir', '_DIR').toUpperCase()),
  ]);
  const keepsUsers = given.forceDisableUserChange || variable('FORCE_DISABLE_USER_CHANGE') !== '';
  return [
    ['system', evaluator.host.settings.system],
    ['pkgs', evaluator.packages],
    ['processManager', given.processManager ?? (variable('PROCESS_MANAGER') || 'disnix')],
    ...named.filter(([, folder]) => folder !== ''),
    ...(keepsUsers ? [['forceDisableUserChange', true] as const] : []),
  ];
}

/**
 * A processes model as a services model: each instance gets the name of its attribute, and the type of a process.
 * Forces no instance.
 */
function toServices(processes: Value): Value {
  if (!(processes instanceof AttributeSetValue)) return processes;
  const { shape, slots } = processes;
  const services = shape.names.map((name, i) =>
    lazy(() => toService(name, force(slots[i] as Slot), shape.positions?.[i])),
  );
  return new AttributeSetValue(shape, services);
}

function toService(name: string, process: Value, position: Position | undefined): Value {
  if (!(process instanceof AttributeSetValue)) {
    const message = `process instance "${name}" is ${describeValue(process)}, but must be an attribute set`;
    throw new EvaluationError('type', message, position);
  }
  const service: [string, Slot][] = [
    ['name', name],
    ['type', 'process'],
  ];
  return update(process, AttributeSetValue.from(service));
}
