import { type Diagnostic, UserError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import { settingOptions, toEvaluation } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable, PositionalTable } from '../cli/option-table.ts';
import { usageError } from '../cli/usage.ts';
import { createEvaluator } from '../load/create-evaluator.ts';
import type { Evaluator } from '../load/evaluator.ts';
import { readFlake } from '../load/read-flake.ts';
import type { World } from '../load/world.ts';
import {
  AttributeSetValue,
  ContextString,
  forceDeep,
  type Host,
  isList,
  printValue,
  selectPath,
  Thunk,
  type Value,
  writeJson,
  writeNixExpression,
  writeXml,
} from '../nix/index.ts';

const positionals = {
  FILE: {
    kind: 'file',
    summary: 'a file with a Nix expression, FOLDER#OUTPUT of a flake, - for standard input',
    required: false,
    repeatable: true,
  },
} as const satisfies PositionalTable;

const options = {
  expr: {
    kind: 'text',
    short: 'E',
    value: 'NIX',
    repeatable: true,
    summary: 'evaluate this text instead of a file',
  },
  attr: {
    kind: 'text',
    short: 'A',
    value: 'ATTRIBUTE',
    repeatable: true,
    summary: 'print this attribute of the value, such as web.dependsOn',
  },
  arg: {
    kind: 'pair',
    value: 'NAME NIX',
    repeatable: true,
    summary: 'call functions that ask for the argument NAME with this value',
  },
  argstr: { kind: 'pair', value: 'NAME TEXT', repeatable: true, summary: 'as --arg, but the value is a string' },
  strict: { kind: 'switch', summary: 'evaluate everything inside the value, too' },
  json: { kind: 'switch', summary: 'print JSON (evaluates everything)' },
  xml: { kind: 'switch', summary: 'print XML, as nix-instantiate --eval --xml does' },
  'no-location': { kind: 'switch', summary: 'leave out of the XML where things were written' },
  nix: { kind: 'switch', summary: 'print a Nix expression of the same value (evaluates everything)' },
  ...settingOptions,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options, typeof positionals>;

/** `dydisnix eval`: shows a value as the planner sees it, in the forms of `nix-instantiate --eval`. */
export const evalCommand = defineCommand({
  name: 'eval',
  summary: 'evaluate a Nix expression and print its value',
  positionals,
  options,
  examples: [
    {
      command: "dydisnix eval --expr '{ a = 1; b = [ true null ]; }' --strict",
      effect: 'prints { a = 1; b = [ true null ]; }',
    },
    {
      command: 'dydisnix eval services.nix --extra-params \'{ system = "x86_64-linux"; pkgs = {}; }\' -A web.type',
      effect: 'calls the services model and prints the type of its service web',
    },
    {
      command: 'dydisnix eval default.nix --argstr system x86_64-linux --arg debug true -A tools.editor',
      effect: 'calls the function in default.nix, and those on the way to tools.editor, with these arguments',
    },
  ],
  run: evaluate,
});

function evaluate(given: Given, world: World): Outcome {
  const isPartial = !(given.strict || given.json || given.nix);
  // --xml is the form of the result here, not that of models.
  const settings = toEvaluation({ ...given, xml: false });
  const evaluator = createEvaluator(settings, world);
  let printed = printAll(given, world, evaluator);
  if (isPartial && printed.isInexact) {
    // What is shown unevaluated depends on where Nix has thunks, and we leave out most: only now is it worth while to
    // make them all. The time limit holds for both together.
    const { elapsed } = evaluator.host.limits;
    const exact = createEvaluator(settings, world, { everyThunk: true, warn: () => undefined, elapsed });
    printed = printAll(given, world, exact);
  }
  return { exitCode: printed.failures.length > 0 ? 2 : 0, stdout: printed.text, diagnostics: printed.failures };
}

/** The text of all values up to the first that fails. */
interface Printed {
  readonly text: string;
  readonly failures: readonly Diagnostic[];
  /** Whether a value holds computed ones, which Nix might not have computed. */
  readonly isInexact: boolean;
}

function printAll(given: Given, world: World, evaluator: Evaluator): Printed {
  const args = readArguments(given, world, evaluator);
  const paths = given.attr;
  let text = '';
  let isInexact = false;
  try {
    for (const evaluateRoot of listRoots(given, world, evaluator)) {
      const root = evaluateRoot();
      for (const path of paths.length === 0 ? [''] : paths) {
        const value = selectPath(root, path, args);
        isInexact ||= holdsMoreThanThunks(value);
        text += print(given, evaluator, value);
      }
    }
  } catch (error) {
    if (error instanceof UserError) return { text, failures: error.diagnostics, isInexact };
    throw error;
  }
  return { text, failures: [], isInexact };
}

/** What functions are called with. */
function readArguments({ arg, argstr }: Given, { folder }: World, evaluator: Evaluator): AttributeSetValue {
  const { host, extraParameters } = evaluator;
  const named = [
    ...arg.map(({ name, value, place }) => ({ name, place, slot: host.delayText(`--arg ${name}`, value, folder) })),
    ...argstr.map(({ name, value, place }) => ({ name, place, slot: value })),
  ];
  // Of two with one name the later counts.
  named.sort((a, b) => a.place - b.place);
  return AttributeSetValue.from(new Map([...extraParameters, ...named.map(({ name, slot }) => [name, slot] as const)]));
}

function holdsMoreThanThunks(value: Value): boolean {
  const slots = isList(value) ? value : value instanceof AttributeSetValue ? value.slots : [];
  return slots.some(slot => !(slot instanceof Thunk) || slot.peek() !== undefined);
}

/**
 * All that is to be evaluated, in the order in which nix-instantiate does it: standard input comes before all files.
 */
function listRoots(
  { expr: texts, file: files }: Given,
  { folder, standardInput }: World,
  { host }: Evaluator,
): readonly (() => Value)[] {
  if ((texts.length === 0) === (files.length === 0)) {
    const message = texts.length === 0 ? 'nothing to evaluate' : 'both a file and --expr are given';
    throw usageError(message, "write dydisnix eval FILE or dydisnix eval --expr '1 + 2'");
  }
  const input = files.includes('-') ? [() => host.evaluateText('<stdin>', standardInput(), folder)] : [];
  return [
    ...input,
    ...texts.map(text => () => host.evaluateText('<expr>', text, folder)),
    ...files.filter(file => file !== '-').map(file => () => evaluateFile(file, folder, host)),
  ];
}

/** A file, one of the search path when it is written `<nixpkgs/lib>`, or an output of a flake: `.#services`. */
function evaluateFile(file: string, folder: string, host: Host): Value {
  const flake = readFlake(file, folder, host);
  if (flake !== undefined) return flake;
  const name = /^<(.+)>$/s.exec(file)?.[1];
  return host.importFile(name === undefined ? resolvePath(folder, file) : host.findFile(name, undefined), undefined);
}

function print({ json, xml, nix, strict, noLocation }: Given, { host }: Evaluator, value: Value): string {
  // No line end: that is how nix-instantiate prints it.
  if (json) return textOf(writeJson(host, value, { wellFormed: true }));
  if (xml) {
    const whole = strict ? forceDeep(value, host.limits) : value;
    return textOf(writeXml(host, whole, { strict, positions: !noLocation, wellFormed: true }));
  }
  if (nix) return `${writeNixExpression(value, host.limits)}\n`;
  return `${printValue(value, { strict, limits: host.limits })}\n`;
}

function textOf(text: string | ContextString): string {
  return text instanceof ContextString ? text.text : text;
}
