import { resolvePath } from '../../base/path.ts';
import type { ArgumentsOf, OptionTable } from '../../cli/option-table.ts';
import { usageError } from '../../cli/usage.ts';
import { readIfThere } from '../../load/read-if-there.ts';
import type { World } from '../../load/world.ts';
import type { GateOptions, Limit } from '../control/gates/gate.ts';
import { defaultGates } from '../control/gates/gates.ts';
import { readWindow } from '../control/gates/window.ts';
import type { PlanGates } from '../gate-plan.ts';
import type { CalledProgram } from '../run/loop-settings.ts';

const byCommand = {
  option: 'approve-command',
  message: 'arguments are those of a program that agrees to plans',
  hint: 'name it with --approve-command',
};

/** What a plan has to pass before it is applied. */
export const gateOptions = {
  'allow-errors': { kind: 'switch', summary: 'let plans pass in which check finds errors' },
  'allow-empty': { kind: 'switch', summary: 'let a plan pass that deploys nothing' },
  'most-stops': {
    kind: 'text',
    value: 'LIMIT',
    default: '0',
    summary: 'how many services that run, and are in the models, a plan may stop for good: 2, 10% or 2,10%',
  },
  'most-moves': {
    kind: 'text',
    value: 'LIMIT',
    default: '30%',
    summary: 'how many services may leave machines that are there, of those deployed',
  },
  'most-gone': {
    kind: 'text',
    value: 'LIMIT',
    default: '25%',
    summary: 'how many machines may be gone since there was nothing to do last',
  },
  window: {
    kind: 'text',
    value: 'WINDOW',
    repeatable: true,
    summary: "when plans are applied, such as 'mon-fri 22:00-06:00 +01:00': always where none is given",
  },
  pause: {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 0,
    summary: 'apply no plan sooner after the end of the last apply',
  },
  'freeze-file': {
    kind: 'text',
    value: 'FILE',
    completes: 'file',
    summary: 'nothing is applied while this file is there, freeze in the state where nothing is said',
  },
  approval: {
    kind: 'text',
    value: 'WHO',
    choices: ['none', 'terminal', 'file', 'command'],
    default: 'none',
    summary: 'who has to agree to each plan: somebody at the terminal, --approve, or a program',
  },
  'approve-command': {
    kind: 'text',
    value: 'PROGRAM',
    completes: 'file',
    summary: 'a program that is given the plan (JSON) on its standard input: it ends with 0 yes, 1 no, else not yet',
  },
  'approve-argument': {
    kind: 'text',
    value: 'ARGUMENT',
    repeatable: true,
    summary: 'an argument of that program; no shell looks at it',
    needs: [byCommand],
  },
} as const satisfies OptionTable;

const { approval: _, 'approve-command': __, 'approve-argument': ___, ...others } = gateOptions;

/** The same for a plan that no loop makes: nobody has to agree to it but who sees it. */
export const planGateOptions = others;

type Given = ArgumentsOf<typeof planGateOptions> &
  Partial<ArgumentsOf<typeof gateOptions>> & { readonly moveStateful: boolean };

/** What gates allow, as the options say. @throws InputError for limits and windows that are none */
export function toGates(given: Given): GateOptions {
  const { allowErrors, allowEmpty, mostStops, mostMoves, mostGone, window, pause, approveCommand } = given;
  const { approval = 'none' } = given;
  if ((approval === 'command') !== (approveCommand !== undefined)) {
    throw usageError('--approval command and --approve-command go together', 'give both');
  }
  return {
    ...defaultGates,
    check: !allowErrors,
    empty: !allowEmpty,
    services: toLimit('most-stops', mostStops),
    moves: toLimit('most-moves', mostMoves),
    machines: toLimit('most-gone', mostGone),
    moveStateful: given.moveStateful,
    windows: window.map(text => {
      const read = readWindow(text);
      if (read !== undefined) return read;
      throw usageError(`--window: "${text}" is no window`, "write DAYS FROM-TO [ZONE]: 'mon-fri 22:00-06:00 +01:00'");
    }),
    pause: 1000 * pause,
    approval,
  };
}

/** The program that agrees to plans; undefined where there is none. */
export function toApproveProgram({ approveCommand, approveArgument = [] }: Given): CalledProgram | undefined {
  if (approveCommand === undefined) return undefined;
  return { program: approveCommand, arguments: approveArgument, milliseconds: 60_000 };
}

/** The file whose being there freezes everything. */
export function toFreezeFile({ freezeFile }: Given, stateFolder: string, { folder }: World): string {
  return freezeFile === undefined ? `${stateFolder}/freeze` : resolvePath(folder, freezeFile);
}

/** What holds plans that no loop makes, as the options say. @throws InputError as `toGates` */
export function toPlanGates(given: Given, stateFolder: string, world: World): PlanGates {
  const file = toFreezeFile(given, stateFolder, world);
  const frozen = readIfThere(file);
  const now = Date.now();
  const freeze = frozen === undefined ? null : (frozen.trim().split('\n')[0] ?? '') || file;
  const localOffset = -new Date(now).getTimezoneOffset();
  return { options: toGates(given), circumstances: { freeze, approval: null, localOffset }, now };
}

/** `2`, `10%`, or both with a comma between them. */
export function toLimit(option: string, text: string): Limit {
  const [, count, both, alone] =
    /^(\d+)(?:,(\d+(?:\.\d+)?)%)?$|^(\d+(?:\.\d+)?)%$/.exec(text.replaceAll(' ', '')) ?? [];
  const percent = both ?? alone;
  if (count === undefined && percent === undefined) {
    throw usageError(`--${option}: "${text}" is no limit`, 'write a number, a percentage, or both: 2, 10% or 2,10%');
  }
  return { count: count === undefined ? null : Number(count), percent: percent === undefined ? null : Number(percent) };
}
