import { resolvePath } from '../../base/path.ts';
import type { ArgumentsOf, OptionTable } from '../../cli/option-table.ts';
import { stateKeepingOptions } from '../../cli/state-options.ts';
import { usageError } from '../../cli/usage.ts';
import type { World } from '../../load/world.ts';
import { defaultOptions, type LoopOptions } from '../control/loop-options.ts';
import type { PresenceRules } from '../control/machine.ts';
import type { CalledProgram, Discovery, HealthCheck, LoopSettings } from '../run/loop-settings.ts';
import { type gateOptions, toGates } from './gate-options.ts';

const argumentOf = (option: string, who: string) =>
  ({
    kind: 'text',
    value: 'ARGUMENT',
    repeatable: true,
    summary: 'an argument of that program; no shell looks at it',
    needs: [{ option, message: `arguments are those of ${who}`, hint: `name it with --${option}` }],
  }) as const;

/** When the loop looks, and when it believes what it sees. */
export const watchOptions = {
  interval: {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 30,
    summary: 'from the end of a round to the next one',
  },
  misses: {
    kind: 'number',
    value: 'COUNT',
    least: 1,
    default: 3,
    summary: 'a machine is gone after so many answers in a row without it, and after --gone-after',
  },
  'gone-after': {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 300,
    summary: 'a machine is gone so long after the first answer without it, and after --misses',
  },
  answers: {
    kind: 'number',
    value: 'COUNT',
    least: 1,
    default: 3,
    summary: 'a machine is back after so many answers in a row that name it',
  },
  'ignore-property': {
    kind: 'text',
    value: 'NAME',
    repeatable: true,
    summary: 'a property of machines whose values are no change: a load, a time',
  },
  'round-property': {
    kind: 'text',
    value: 'NAME=STEP',
    repeatable: true,
    summary: 'a property of machines that counts in steps of so much: freeMemory=1024',
  },
  'retry-after': {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 30,
    summary: 'how long to wait after a failure; twice as long each time',
  },
  'retry-at-most': {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 900,
    summary: 'the longest wait after failures',
  },
  'most-failures': {
    kind: 'number',
    value: 'COUNT',
    least: 1,
    default: 2,
    summary: 'a plan that failed so often waits until models or machines change, or for --release',
  },
} as const satisfies OptionTable;

/** Whether it worked, and who is told. */
export const tellOptions = {
  'health-command': {
    kind: 'text',
    value: 'PROGRAM',
    completes: 'file',
    summary: 'a program that ends with 0 once what was deployed works; it gets the plan (JSON) on its standard input',
  },
  'health-argument': argumentOf('health-command', 'a health command'),
  'health-timeout': {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 60,
    summary: 'how long that may take after a deployment',
  },
  'rollback-unhealthy': {
    kind: 'switch',
    summary: 'deploy the plan before again where it takes longer',
    needs: [
      {
        option: 'health-command',
        message: 'nobody tells what is unhealthy',
        hint: 'name a program with --health-command',
      },
    ],
  },
  'notify-command': {
    kind: 'text',
    value: 'PROGRAM',
    completes: 'file',
    summary: 'a program that is given each event as one JSON object on its standard input',
  },
  'notify-argument': argumentOf('notify-command', 'a notify command'),
  log: {
    kind: 'text',
    value: 'FORM',
    choices: ['text', 'json'],
    default: 'text',
    summary: 'how the log on stderr is written: a sentence or a JSON object a line',
  },
  'status-file': {
    kind: 'text',
    value: 'FILE',
    completes: 'file',
    summary: 'a JSON file that says how it goes, replaced each round; status.json in the state where nothing is said',
  },
  'metrics-file': {
    kind: 'text',
    value: 'FILE',
    completes: 'file',
    summary: 'a file of figures for the textfile collector of Prometheus, replaced each round',
  },
  ...stateKeepingOptions,
  'lock-timeout': {
    ...stateKeepingOptions['lock-timeout'],
    summary: 'how long to wait while another run deploys this profile, or another loop runs for it',
  },
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof watchOptions & typeof gateOptions & typeof tellOptions> & {
  readonly moveStateful: boolean;
};

/** What control goes by, as the options say. @throws InputError */
export function toControl(given: Given, discovery: Discovery): LoopOptions {
  return {
    interval: 1000 * given.interval,
    presence: presenceOf(given, discovery),
    insignificant: { ignored: given.ignoreProperty, rounded: Object.fromEntries(given.roundProperty.map(readStep)) },
    backOff: {
      first: 1000 * given.retryAfter,
      most: 1000 * Math.max(given.retryAfter, given.retryAtMost),
      jitter: defaultOptions.backOff.jitter,
    },
    mostFailures: given.mostFailures,
    gates: toGates(given),
  };
}

/** What somebody writes down in a model holds at once; what an answer leaves out may be there all the same. */
function presenceOf({ misses, goneAfter, answers }: Given, { kind }: Discovery): PresenceRules {
  const { forgetAfter } = defaultOptions.presence;
  if (kind === 'model') return { misses: 1, missingFor: 0, answers: 1, forgetAfter };
  return { misses, missingFor: 1000 * goneAfter, answers, forgetAfter };
}

function readStep(text: string): readonly [string, number] {
  const [, name, step] = /^(.+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name !== undefined && Number(step) > 0) return [name, Number(step)];
  throw usageError(`--round-property: "${text}" names no property and step`, 'write NAME=STEP: freeMemory=1024');
}

/** Whether it worked and who is told, as the options say. */
export function toTelling(
  given: Given,
  stateFolder: string,
  { folder }: World,
): Pick<LoopSettings, 'health' | 'notify' | 'log' | 'statusFile' | 'metricsFile' | 'history' | 'lockTimeout'> {
  const { statusFile, metricsFile, log, history, lockTimeout } = given;
  return {
    health: healthOf(given),
    notify: callOf(given.notifyCommand, given.notifyArgument, 10),
    log,
    statusFile: statusFile === undefined ? `${stateFolder}/status.json` : resolvePath(folder, statusFile),
    metricsFile: metricsFile === undefined ? undefined : resolvePath(folder, metricsFile),
    history,
    lockTimeout,
  };
}

function healthOf({ healthCommand, healthArgument, healthTimeout, rollbackUnhealthy }: Given): HealthCheck | undefined {
  const call = callOf(healthCommand, healthArgument, healthTimeout);
  return call && { call, rollsBack: rollbackUnhealthy };
}

function callOf(program: string | undefined, list: readonly string[], seconds: number): CalledProgram | undefined {
  return program === undefined ? undefined : { program, arguments: list, milliseconds: 1000 * seconds };
}
