import { availableParallelism } from 'node:os';
import { toBytes } from '../../base/bytes.ts';
import { InputError } from '../../base/diagnostic.ts';
import { resolvePath } from '../../base/path.ts';
import { findProgram } from '../../ports/programs/find-program.ts';
import { type Answered, runPrograms } from '../../ports/programs/run-programs.ts';
import type { EvaluationSettings } from '../evaluation-settings.ts';
import { explainNix } from '../explain-nix.ts';
import type { World } from '../world.ts';

/** Whether a package can be had, or why not. */
export type NixAnswer = { readonly kind: 'buildable' } | { readonly kind: 'failed'; readonly reason: string };

/** What is asked of Nix. */
export interface NixQuestions {
  /** Each the whole text of an expression whose value is a package. */
  readonly expressions: readonly string[];
  /** The file of the services model, as it was named. */
  readonly file: string;
  /** Whether packages are built; else only what they would be built from is worked out. */
  readonly builds: boolean;
}

/** @throws InputError where an installed Nix is missing */
export function requireNix({ environment, folder }: World, builds: boolean): void {
  const missing = (builds ? ['nix-instantiate', 'nix-store'] : ['nix-instantiate']).find(
    name => findProgram(name, environment['PATH'], folder) === undefined,
  );
  if (missing === undefined) return;
  const message = `--filter-buildable asks an installed Nix, and ${missing} is not installed`;
  const hint = 'leave it out, and take what cannot be built out of the candidates (-d)';
  throw new InputError([{ severity: 'error', code: 'without-nix', message, hint }]);
}

/**
 * Asks Nix for packages, as many at a time as there are processors: one that fails, or never ends, says nothing of the
 * others. The answers are in the order of the expressions.
 * @throws InputError where a signal came, or Nix itself does not work: nothing is known of any package then
 */
export function askNix(questions: NixQuestions, settings: EvaluationSettings, world: World): readonly NixAnswer[] {
  const answers = askEach(questions, settings, world);
  const failed = answers.flatMap(answer => (answer.kind === 'failed' ? [answer.reason] : []));
  if (failed.some(reason => reason !== tooLong)) requireWorking(failed, world);
  return answers;
}

const tooLong = 'it took too long';

/** A package that every Nix knows how it would build, whatever the models say. */
const plainPackage = 'derivation { name = "dydisnix-asks"; system = "any"; builder = "any"; }';

/** Without its daemon, its store or its users Nix fails for all that it is asked. */
function requireWorking(reasons: readonly string[], world: World): void {
  const [answer] = ask('nix-instantiate', [{ arguments: ['-'], input: plainPackage }], 60_000, world);
  const plain = answer?.code === undefined ? undefined : judge(answer);
  const reason = plain?.kind === 'failed' ? plain.reason : reasons.find(text => text.includes('build-users-group'));
  if (reason === undefined) return;
  const message = `Nix itself does not work, so it is not known what can be built: ${reason}`;
  throw new InputError([{ severity: 'error', code: 'nix-fails', message }]);
}

function askEach(
  { expressions, file, builds }: NixQuestions,
  settings: EvaluationSettings,
  world: World,
): readonly NixAnswer[] {
  const words = [...optionsOf(settings, file, world), '-'];
  const limit = settings.timeLimit;
  const evaluated = ask(
    'nix-instantiate',
    expressions.map(input => ({ arguments: words, input })),
    limit === undefined ? undefined : 1000 * limit,
    world,
  );
  const recipes = evaluated.map(({ output }) => output.trim());
  const answers = evaluated.map((answer, i) => judge(answer, recipes[i] === '' ? 'it is no package' : undefined));
  if (!builds) return answers;
  // Many services and systems may have one package.
  const wanted = [...new Set(recipes.filter((_, i) => answers[i]?.kind === 'buildable'))];
  const built = ask(
    'nix-store',
    wanted.map(recipe => ({ arguments: ['--realise', '--quiet', ...recipe.split('\n')], input: '' })),
    undefined,
    world,
  ).map(answer => judge(answer));
  return answers.map((answer, i) =>
    answer.kind === 'failed' ? answer : (built[wanted.indexOf(recipes[i] ?? '')] ?? answer),
  );
}

function optionsOf(settings: EvaluationSettings, file: string, { folder }: World): readonly string[] {
  const words = settings.searchPath.flatMap(path => ['-I', path]);
  if (settings.isRestricted) words.push('--option', 'restrict-eval', 'true', '-I', resolvePath(folder, `${file}/..`));
  if (settings.showTrace) words.push('--show-trace');
  return words;
}

function ask(
  program: string,
  questions: readonly { readonly arguments: readonly string[]; readonly input: string }[],
  milliseconds: number | undefined,
  { folder, environment, isInterrupted }: World,
): readonly Answered[] {
  const variables = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[toBytes(name), toBytes(value)] as const],
  );
  const asking = { folder, environment: new Map(variables), milliseconds, atOnce: availableParallelism() };
  const answers = runPrograms(
    questions.map(question => ({ program, ...question })),
    asking,
    isInterrupted,
  );
  if (answers !== undefined) return answers;
  const message = 'interrupted: it is not known what can be built';
  throw new InputError([{ severity: 'error', code: 'interrupted', message }]);
}

function judge({ code, messages }: Answered, otherwise?: string): NixAnswer {
  if (code === 0 && otherwise === undefined) return { kind: 'buildable' };
  return {
    kind: 'failed',
    reason: explainNix(messages) ?? (code === undefined ? tooLong : otherwise) ?? 'it gave no reason',
  };
}
