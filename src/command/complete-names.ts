import { toBytes } from '../base/bytes.ts';
import { UserError } from '../base/diagnostic.ts';
import type { Arguments, Command, Option, Outcome, Surroundings } from '../cli/command.ts';
import { distributionOption, evaluationOptions, infrastructureOption, servicesOption } from '../cli/model-options.ts';
import { overrideArguments } from '../cli/override-arguments.ts';
import { isStackOverflow } from '../cli/run-deep.ts';
import { type LoadedModels, readModels } from '../load/load-models.ts';
import { listGroups } from '../model/select-services.ts';

/** How long somebody who pressed Tab waits for a large model: seconds. */
const patience = '2';

const modelOptions: readonly Option[] = [
  servicesOption,
  infrastructureOption,
  ...evaluationOptions.filter(({ name }) => name !== 'evaluator' && name !== 'eval-timeout'),
];

const listNames: ReadonlyMap<string, (models: LoadedModels) => readonly string[]> = new Map([
  ['group', ({ services }: LoadedModels) => listGroups(services)],
  ['service', ({ services }: LoadedModels) => [...services.services.keys()]],
  ['target', ({ infrastructure }: LoadedModels) => [...infrastructure.targets.keys()]],
]);

/**
 * `dydisnix complete-names`: the names in the models of an unfinished command line, for completion. Whatever is wrong with line or models is passed
 * over in silence: the command will say so when it runs. Nothing but the embedded evaluator runs, and standard input is not touched.
 */
export const completeNames: Command = {
  name: 'complete-names',
  hidden: true,
  summary: 'print the names in the models of a command line, for completion',
  positionals: [
    { name: 'KIND', summary: 'which names', required: true, choices: [...listNames.keys()] },
    { name: 'WORD', summary: 'the words of the command line so far, after --', required: false, repeatable: true },
  ],
  options: modelOptions,
  examples: [
    { command: 'dydisnix complete-names service -s services.nix', effect: 'prints the services, one a line' },
    {
      command: 'dydisnix complete-names target -- dydisnix explain -i infrastructure.nix --service',
      effect: 'prints the targets',
    },
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  const [kind = '', ...words] = options.positionals;
  const given =
    words.length > 0
      ? scanWords(words.map(word => unquote(word, toBytes(surroundings.environment['HOME'] ?? '~'))))
      : options;
  try {
    const models = readModels(withoutDelay(given, kind), surroundings);
    const names = [...(listNames.get(kind)?.(models) ?? [])].filter(name => !/[\n\0]/.test(name));
    return { exitCode: 0, stdout: names.map(name => `${name}\n`).join('') };
  } catch (error) {
    if (error instanceof UserError || isStackOverflow(error)) return { exitCode: 0 };
    throw error;
  }
}

/** The arguments without the model that does not matter, without standard input, and with a limit of time. */
function withoutDelay(given: Arguments, kind: string): Arguments {
  const other = kind === 'target' ? 'services' : 'infrastructure';
  const text = (name: string): string | undefined => {
    if (name === 'eval-timeout') return patience;
    const value = name === other ? undefined : given.text(name);
    return value === '-' ? undefined : value;
  };
  return overrideArguments(given, {
    has: name => name === 'eval-timeout' || given.has(name),
    text,
    number: name => (name === 'eval-timeout' ? Number(patience) : undefined),
    positionals: [],
  });
}

/** Those options in an unfinished command line that say where models are. */
function scanWords(words: readonly string[]): Arguments {
  const values = new Map<string, string[]>();
  const add = ({ name }: Option, value: string): void => {
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    for (const option of [...modelOptions, distributionOption]) {
      const { name, short, value } = option;
      const isBare = word === `--${name}` || (short !== undefined && word === `-${short}`);
      if (isBare && value === undefined) add(option, '');
      else if (isBare) add(option, words[++i] ?? '');
      else if (word.startsWith(`--${name}=`)) add(option, word.slice(name.length + 3));
      else if (short !== undefined && value !== undefined && /^-[^-]/.test(word) && word[1] === short) {
        add(option, word.slice(2));
      } else continue;
      break;
    }
  }
  return {
    has: name => values.has(name),
    text: name => values.get(name)?.at(-1),
    texts: name => values.get(name) ?? [],
    number: () => undefined,
    pairs: [],
    positionals: [],
  };
}

/** A word as bash has it, still quoted, without its quotes: nothing in it is expanded but a leading `~/`. */
function unquote(word: string, home: string): string {
  const plain = word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs, (_, single, double, escaped) => {
    if (single !== undefined) return single;
    return double?.replace(/\\([$`"\\])/g, '$1') ?? escaped;
  });
  return word.startsWith('~/') ? home + plain.slice(1) : plain;
}
