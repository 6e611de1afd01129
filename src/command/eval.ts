import { type Diagnostic, UserError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import type { Arguments, Command, Outcome, Surroundings } from '../cli/command.ts';
import { evaluationOptions } from '../cli/model-options.ts';
import { usageError } from '../cli/usage-error.ts';
import { createEvaluator, type Evaluator } from '../load/evaluator.ts';
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

/** `dydisnix eval`: shows a value as the planner sees it, in the forms of `nix-instantiate --eval`. */
export const evalCommand: Command = {
  name: 'eval',
  summary: 'evaluate a Nix expression and print its value',
  positionals: [
    { name: 'FILE', summary: 'a file with a Nix expression, - for standard input', required: false, repeatable: true },
  ],
  options: [
    { name: 'expr', short: 'E', value: 'NIX', repeatable: true, summary: 'evaluate this text instead of a file' },
    {
      name: 'attr',
      short: 'A',
      value: 'ATTRIBUTE',
      repeatable: true,
      summary: 'print this attribute of the value, such as web.dependsOn',
    },
    {
      name: 'arg',
      value: 'NAME NIX',
      pair: true,
      repeatable: true,
      summary: 'call functions that ask for the argument NAME with this value',
    },
    {
      name: 'argstr',
      value: 'NAME TEXT',
      pair: true,
      repeatable: true,
      summary: 'as --arg, but the value is a string',
    },
    { name: 'strict', summary: 'evaluate everything inside the value, too' },
    { name: 'json', summary: 'print JSON (evaluates everything)' },
    { name: 'xml', summary: 'print XML, as nix-instantiate --eval --xml does' },
    { name: 'no-location', summary: 'leave out of the XML where things were written' },
    { name: 'nix', summary: 'print a Nix expression of the same value (evaluates everything)' },
    ...evaluationOptions.filter(({ name }) => name !== 'evaluator' && name !== 'xml'),
  ],
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
};

function evaluate(options: Arguments, surroundings: Surroundings): Outcome {
  const isPartial = !['strict', 'json', 'nix'].some(option => options.has(option));
  let printed = printAll(options, surroundings, createEvaluator(options, surroundings));
  if (isPartial && printed.isInexact) {
    // What is shown unevaluated depends on where Nix has thunks, and we leave out most: only now is it worth while to make them all.
    const exact = createEvaluator(options, surroundings, { everyThunk: true, warn: () => undefined });
    printed = printAll(options, surroundings, exact);
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

function printAll(options: Arguments, surroundings: Surroundings, evaluator: Evaluator): Printed {
  const args = readArguments(options, surroundings, evaluator);
  const paths = options.texts('attr');
  let text = '';
  let isInexact = false;
  try {
    for (const evaluateRoot of listRoots(options, surroundings, evaluator)) {
      const root = evaluateRoot();
      for (const path of paths.length === 0 ? [''] : paths) {
        const value = selectPath(root, path, args);
        isInexact ||= holdsMoreThanThunks(value);
        text += print(options, evaluator, value);
      }
    }
  } catch (error) {
    if (error instanceof UserError) return { text, failures: error.diagnostics, isInexact };
    throw error;
  }
  return { text, failures: [], isInexact };
}

/** What functions are called with. */
function readArguments(options: Arguments, { folder }: Surroundings, evaluator: Evaluator): AttributeSetValue {
  const args = new Map(evaluator.extraParameters);
  for (const { option, name, value } of options.pairs) {
    args.set(name, option === 'argstr' ? value : evaluator.host.delayText(`--arg ${name}`, value, folder));
  }
  return AttributeSetValue.from(args);
}

function holdsMoreThanThunks(value: Value): boolean {
  const slots = isList(value) ? value : value instanceof AttributeSetValue ? value.slots : [];
  return slots.some(slot => !(slot instanceof Thunk) || slot.peek() !== undefined);
}

/** All that is to be evaluated, in the order in which nix-instantiate does it: standard input comes before all files. */
function listRoots(
  options: Arguments,
  { folder, standardInput }: Surroundings,
  { host }: Evaluator,
): readonly (() => Value)[] {
  const texts = options.texts('expr');
  const files = options.positionals;
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

/** A file, or one of the search path when it is written `<nixpkgs/lib>`. */
function evaluateFile(file: string, folder: string, host: Host): Value {
  const name = /^<(.+)>$/s.exec(file)?.[1];
  return host.importFile(name === undefined ? resolvePath(folder, file) : host.findFile(name, undefined), undefined);
}

function print(options: Arguments, { host }: Evaluator, value: Value): string {
  // No line end: that is how nix-instantiate prints it.
  if (options.has('json')) return textOf(writeJson(host, value));
  const strict = options.has('strict');
  if (options.has('xml')) {
    const positions = !options.has('no-location');
    return textOf(writeXml(host, strict ? forceDeep(value) : value, { strict, positions }));
  }
  if (options.has('nix')) return `${writeNixExpression(value)}\n`;
  return `${printValue(value, { strict })}\n`;
}

function textOf(text: string | ContextString): string {
  return text instanceof ContextString ? text.text : text;
}
