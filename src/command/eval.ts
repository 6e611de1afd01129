import { InputError } from '../base/diagnostic.ts';
import { selectPath } from '../nix/evaluate.ts';
import { isList } from '../nix/expect.ts';
import { forceDeep } from '../nix/force-deep.ts';
import { writeJson } from '../nix/formats/write-json.ts';
import { writeXml } from '../nix/formats/write-xml.ts';
import { resolvePath } from '../nix/path.ts';
import { printValue } from '../nix/print/print-value.ts';
import { writeNixExpression } from '../nix/print/write-nix-expression.ts';
import { AttributeSetValue, ContextString, Thunk, type Value } from '../nix/value.ts';
import type { Arguments, Command, Outcome, Surroundings } from './command.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import { evaluationOptions } from './model-options.ts';

/** `dydisnix eval`: shows a value as the planner sees it, in the forms of `nix-instantiate --eval`. */
export const evalCommand: Command = {
  name: 'eval',
  summary: 'evaluate a Nix expression and print its value',
  positionals: [{ name: 'FILE', summary: 'a file with a Nix expression, - for standard input', required: false }],
  options: [
    { name: 'expr', short: 'E', value: 'NIX', summary: 'evaluate this text instead of a file' },
    {
      name: 'attr',
      short: 'A',
      value: 'ATTRIBUTE',
      repeatable: true,
      summary: 'print this attribute of the value, such as web.dependsOn',
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
  ],
  run: evaluate,
};

function evaluate(options: Arguments, surroundings: Surroundings): Outcome {
  const evaluator = createEvaluator(options, surroundings);
  let values = selectValues(options, surroundings, evaluator);
  const isPartial = !['strict', 'json', 'nix'].some(option => options.has(option));
  if (isPartial && values.some(holdsMoreThanThunks)) {
    // What is shown unevaluated depends on where Nix has thunks, and we leave out most: only now is it worth while to make them all.
    const exact = createEvaluator(options, surroundings, { everyThunk: true, warn: () => undefined });
    values = selectValues(options, surroundings, exact);
  }
  const lines = values.map(selected => print(options, evaluator, selected));
  return { exitCode: 0, stdout: lines.join('') };
}

function selectValues(options: Arguments, surroundings: Surroundings, evaluator: Evaluator): Value[] {
  const value = readValue(options, surroundings, evaluator);
  const { host } = evaluator;
  const args = AttributeSetValue.from(evaluator.extraParameters);
  const paths = options.texts('attr');
  return (paths.length === 0 ? [''] : paths).map(path => selectPath(host, value, path, args));
}

function holdsMoreThanThunks(value: Value): boolean {
  const slots = isList(value) ? value : value instanceof AttributeSetValue ? value.slots : [];
  return slots.some(slot => !(slot instanceof Thunk) || slot.peek() !== undefined);
}

function readValue(options: Arguments, { folder, standardInput }: Surroundings, { host }: Evaluator): Value {
  const text = options.text('expr');
  const file = options.positionals[0];
  if ((text === undefined) === (file === undefined)) {
    const message = text === undefined ? 'nothing to evaluate' : 'both a file and --expr are given';
    throw new InputError([
      { severity: 'error', code: 'usage', message, hint: "write dydisnix eval FILE or dydisnix eval --expr '1 + 2'" },
    ]);
  }
  if (text !== undefined) return host.evaluateText('<expr>', text, folder);
  if (file === undefined || file === '-') return host.evaluateText('<stdin>', standardInput(), folder);
  return host.importFile(resolvePath(folder, file), undefined);
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
