import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import type { Arguments, Command, Option, Outcome, Surroundings } from '../cli/command.ts';
import { evaluationOptions, jsonOption, outputFileOption, outputXmlOption, required } from '../cli/model-options.ts';
import { overrideArguments } from '../cli/override-arguments.ts';
import { createEvaluator, type Evaluator } from '../load/evaluator.ts';
import { decodeServices } from '../model/decode-services.ts';
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
import { dryRunOption, idResourcesOption, idsOption, lockTimeoutOption, servicePropertyOption } from './id-options.ts';
import { runIdAssignment, type ServicesToServe } from './run-id-assignment.ts';

/** The folders that a processes model may ask for: option `--state-dir`, variable `NIXPROC_STATE_DIR`, argument `stateDir`. */
const folders = [
  ['state', 'where processes keep their state'],
  ['runtime', 'where PID files are'],
  ['log', 'where log files are'],
  ['cache', 'where cache files are'],
  ['tmp', 'where temporary files are'],
  ['spool', 'where spool files are'],
  ['lock', 'where lock files are'],
  ['lib', 'where libraries are'],
] as const;

const folderOptions: readonly Option[] = folders.map(([name, summary]) => ({
  name: `${name}-dir`,
  value: 'FOLDER',
  summary: `${summary}; also NIXPROC_${name.toUpperCase()}_DIR`,
}));

/** `nixproc-id-assign`: the assigner for processes models of the Nix process management framework. */
export const nixprocIdAssign: Command = {
  name: 'nixproc-id-assign',
  summary: 'assign unique numbers to the process instances of a processes model',
  description:
    'A processes model is read as a services model: an instance takes its name from its attribute, and its type is process. ' +
    'Folders that are given neither by option nor by variable are left to the defaults of the model.',
  positionals: [
    {
      name: 'PROCESSES',
      summary: 'the processes model, such as processes.nix; also NIXPROC_PROCESSES',
      required: false,
    },
  ],
  options: [
    required(idResourcesOption),
    idsOption,
    servicePropertyOption,
    { ...outputFileOption, summary: 'write the ids (Nix) to this file, replaced as a whole, instead of stdout' },
    ...folderOptions,
    {
      name: 'force-disable-user-change',
      summary: 'create no users and groups; also NIXPROC_FORCE_DISABLE_USER_CHANGE',
    },
    {
      name: 'process-manager',
      value: 'NAME',
      summary: 'the process manager that the model is told; also NIXPROC_PROCESS_MANAGER; default disnix',
    },
    dryRunOption,
    { ...jsonOption, summary: 'print the ids and what changed as one JSON object on stdout; an output file stays Nix' },
    outputXmlOption,
    lockTimeoutOption,
    ...evaluationOptions,
  ],
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
  run: (options, surroundings): Outcome => {
    const given = nameProcesses(options, surroundings);
    return runIdAssignment(given, surroundings, () => loadProcesses(given, surroundings));
  },
};

/** The arguments with the processes model among them: the one of the environment where none was given. */
function nameProcesses(options: Arguments, { environment }: Surroundings): Arguments {
  if (options.positionals.length > 0) return options;
  const file = toBytes(environment['NIXPROC_PROCESSES'] ?? '');
  if (file === '') {
    const message = 'dydisnix nixproc-id-assign needs PROCESSES';
    const hint = 'name the processes model, such as processes.nix, or set NIXPROC_PROCESSES';
    throw new InputError([{ severity: 'error', code: 'missing-argument', message, hint }]);
  }
  return overrideArguments(options, { positionals: [file] });
}

function loadProcesses(options: Arguments, surroundings: Surroundings): ServicesToServe {
  const findings = new Findings();
  const evaluator = createEvaluator(options, surroundings);
  const file = options.positionals[0] ?? '';
  const services = findings.attempt(() => {
    const value = evaluator.evaluateModel(file, 'processes model', processArguments(options, surroundings, evaluator));
    return decodeServices(toServices(value), file, findings);
  });
  return { services: services ?? { services: new Map() }, distribution: undefined, evaluator, findings };
}

function processArguments(
  options: Arguments,
  { environment }: Surroundings,
  evaluator: Evaluator,
): readonly (readonly [string, Slot])[] {
  const given: (readonly [string, Slot])[] = [
    ['system', evaluator.host.settings.system],
    ['pkgs', evaluator.packages],
  ];
  const variable = (name: string) => toBytes(environment[`NIXPROC_${name}`] ?? '');
  given.push(['processManager', options.text('process-manager') ?? (variable('PROCESS_MANAGER') || 'disnix')]);
  for (const [name] of folders) {
    const folder = options.text(`${name}-dir`) ?? variable(`${name.toUpperCase()}_DIR`);
    if (folder !== '') given.push([`${name}Dir`, folder]);
  }
  if (options.has('force-disable-user-change') || variable('FORCE_DISABLE_USER_CHANGE') !== '') {
    given.push(['forceDisableUserChange', true]);
  }
  return given;
}

/** A processes model as a services model: each instance gets the name of its attribute, and the type of a process. Forces no instance. */
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
