import { toBytes } from '../base/bytes.ts';
import { UserError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import { findModels } from '../cli/find-models.ts';
import { generalOptions } from '../cli/general-options.ts';
import { evaluationOptions, modelOptions, toRequest } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable, PositionalTable } from '../cli/option-table.ts';
import { scanArguments } from '../cli/parse-arguments.ts';
import { isStackOverflow } from '../cli/run-deep.ts';
import { type LoadedModels, readModels } from '../load/load-models.ts';
import type { LoadRequest } from '../load/load-request.ts';
import type { World } from '../load/world.ts';
import { listGroups } from '../model/select-services.ts';

/** How long somebody who pressed Tab waits for a large model: seconds. */
const patience = 2;

const { evaluator: _evaluator, 'eval-timeout': _timeout, ...settings } = evaluationOptions;

const options = {
  services: modelOptions.services,
  infrastructure: modelOptions.infrastructure,
  ...settings,
} as const satisfies OptionTable;

/** The options of other commands that say where models are. */
const scanned = {
  ...options,
  distribution: modelOptions.distribution,
  directory: generalOptions.directory,
} as const satisfies OptionTable;

const positionals = {
  KIND: { kind: 'text', summary: 'which names', required: true, choices: ['group', 'service', 'target'] },
  WORD: {
    kind: 'text',
    summary: 'the words of the command line so far, after --',
    required: false,
    repeatable: true,
  },
} as const satisfies PositionalTable;

/**
 * `dydisnix complete-names`: the names in the models of an unfinished command line, for completion. Whatever is wrong
 * with line or models is passed over in silence: the command will say so when it runs. Nothing but the embedded
 * evaluator runs, and standard input is not touched.
 */
export const completeNames = defineCommand({
  name: 'complete-names',
  hidden: true,
  summary: 'print the names in the models of a command line, for completion',
  positionals,
  options,
  examples: [
    { command: 'dydisnix complete-names service -s services.nix', effect: 'prints the services, one a line' },
    {
      command: 'dydisnix complete-names target -- dydisnix explain -i infrastructure.nix --service',
      effect: 'prints the targets',
    },
  ],
  run,
});

type Kind = 'group' | 'service' | 'target';

function run(given: ArgumentsOf<typeof options, typeof positionals>, world: World): Outcome {
  const { kind, word: words } = given;
  const home = toBytes(world.environment['HOME'] ?? '~');
  const scan = () =>
    scanArguments(
      scanned,
      words.map(word => unquote(word, home)),
    );
  try {
    const line = words.length > 0 ? scan() : { ...given, directory: undefined };
    const folder = line.directory === undefined ? world.folder : resolvePath(world.folder, line.directory);
    const named =
      line.services !== undefined || line.infrastructure !== undefined ? line : { ...line, ...find(folder) };
    const models = readModels(withoutDelay(named, kind), { ...world, folder });
    const names = listNames(models, kind).filter(name => !/[\n\0]/.test(name));
    return { exitCode: 0, stdout: names.map(name => `${name}\n`).join('') };
  } catch (error) {
    if (error instanceof UserError || isStackOverflow(error)) return { exitCode: 0 };
    throw error;
  }
}

/** The models of the folder, as the command will find them; none where the folder has one in two forms. */
function find(folder: string): Pick<ArgumentsOf<typeof options>, 'services' | 'infrastructure'> {
  const { services, infrastructure } = options;
  const { words } = findModels({ options: { services, infrastructure }, takesAll: true }, {}, [], () => folder);
  return scanArguments({ services, infrastructure }, words.map(toBytes));
}

function listNames({ services, infrastructure }: LoadedModels, kind: Kind): readonly string[] {
  if (kind === 'group') return listGroups(services);
  return [...(kind === 'service' ? services.services : infrastructure.targets).keys()];
}

/** What to load: without the model that does not matter, without standard input, and with a limit of time. */
function withoutDelay(given: Parameters<typeof toRequest>[0], kind: Kind): LoadRequest {
  const { services, infrastructure, distribution, evaluation } = toRequest(given);
  const unlessInput = (file: string | undefined) => (file === '-' ? undefined : file);
  return {
    services: kind === 'target' ? undefined : unlessInput(services),
    infrastructure: kind === 'target' ? unlessInput(infrastructure) : undefined,
    distribution: unlessInput(distribution),
    evaluation: { ...evaluation, timeLimit: patience },
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
