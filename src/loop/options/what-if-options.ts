import type { ArgumentsOf, OptionTable } from '../../cli/option-table.ts';
import { usageError } from '../../cli/usage.ts';
import { asModelled, type WhatIf } from '../what-if/what-if.ts';

/** What an operator can demand for one plan, and deploy. */
export const demandOptions = {
  without: {
    kind: 'text',
    value: 'TARGET',
    repeatable: true,
    completes: 'target',
    summary: 'plan as if nothing could go to this target: what is on it leaves',
  },
  'without-service': {
    kind: 'text',
    value: 'SERVICE',
    repeatable: true,
    completes: 'service',
    summary: 'plan as if this service were to run nowhere',
  },
  pin: {
    kind: 'text',
    value: 'SERVICE=TARGET',
    repeatable: true,
    summary: 'plan as if this service said pinnedTo = "TARGET"; also where nobody lists that',
  },
  forbid: {
    kind: 'text',
    value: 'SERVICE=TARGET',
    repeatable: true,
    summary: 'plan as if this service could not go to this target',
  },
} as const satisfies OptionTable;

/** What models do not say: it can be planned for, and is deployed once they do. */
export const whatIfOptions = {
  ...demandOptions,
  'add-target': {
    kind: 'text',
    value: 'NAME:LIKE',
    repeatable: true,
    summary: 'plan as if there were another target, like this one but for its name',
  },
  capacity: {
    kind: 'text',
    value: 'TARGET:PROPERTY=AMOUNT',
    repeatable: true,
    summary: 'plan as if this target had so much of a property',
  },
  set: {
    kind: 'text',
    value: 'service.SERVICE.PROPERTY=NIX',
    repeatable: true,
    summary: 'plan as if a service had this property, whose value is written in Nix',
  },
} as const satisfies OptionTable;

/** @throws InputError for words that are not as they must be */
export function toWhatIf(
  given: ArgumentsOf<typeof demandOptions> & Partial<ArgumentsOf<typeof whatIfOptions>>,
): WhatIf {
  const { without, withoutService, pin, forbid, addTarget = [], capacity = [], set = [] } = given;
  const demands = [without, withoutService, pin, forbid, addTarget, capacity, set];
  if (demands.every(words => words.length === 0)) return asModelled;
  return {
    without,
    withoutServices: withoutService,
    pins: pin.map(word => {
      const [service, target] = splitAt(word, '=', '--pin', 'SERVICE=TARGET', '--pin db=test1');
      return { service, target };
    }),
    forbidden: forbid.map(word => {
      const [service, target] = splitAt(word, '=', '--forbid', 'SERVICE=TARGET', '--forbid db=test1');
      return { service, target };
    }),
    added: addTarget.map(word => {
      const [name, like] = splitAt(word, ':', '--add-target', 'NAME:LIKE', '--add-target test3:test1');
      return { name, like };
    }),
    amounts: capacity.map(readAmount),
    set: set.map(word => {
      const form = 'service.SERVICE.PROPERTY=NIX';
      const example = '--set service.web.memory=512';
      const [path, nix] = splitAt(word, '=', '--set', form, example);
      const [, inside] = /^service\.(.+\..+)$/s.exec(path) ?? [];
      if (inside === undefined) throw wrongWord('--set', word, form, example);
      return { path: inside, nix };
    }),
  };
}

/** What stands before the last colon is the target: its name may have some, and a property has none. */
function readAmount(word: string): WhatIf['amounts'][number] {
  const [, target, property, amount] = /^(.+):([^:]+)=(\d+(?:\.\d+)?)$/s.exec(word) ?? [];
  if (target !== undefined && property !== undefined && amount !== undefined) return { target, property, amount };
  throw wrongWord('--capacity', word, 'TARGET:PROPERTY=AMOUNT', '--capacity test1:memory=16');
}

/** The two parts of a word, neither of them empty. */
function splitAt(
  word: string,
  separator: string,
  option: string,
  form: string,
  example: string,
): readonly [string, string] {
  const at = word.indexOf(separator);
  if (at <= 0 || at === word.length - 1) throw wrongWord(option, word, form, example);
  return [word.slice(0, at), word.slice(at + 1)];
}

function wrongWord(option: string, word: string, form: string, example: string) {
  return usageError(`${option} is "${word}", but must be ${form}`, `write ${example}`);
}
