import { toBytes } from '../base/bytes.ts';
import { countNouns } from '../base/count-nouns.ts';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import { nameSome } from '../base/name-some.ts';
import { resolvePath } from '../base/path.ts';
import { shortenPath } from '../base/shorten-path.ts';
import { withArticle } from '../base/with-article.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import type { ArgumentsOf, OptionTable, PositionalTable } from '../cli/option-table.ts';
import { refuseExisting } from '../cli/refuse-existing.ts';
import { wordRemedy } from '../cli/word-remedies.ts';
import { importCompose } from '../exchange/compose/import-compose.ts';
import { readEnvFile } from '../exchange/compose/read-env-file.ts';
import { describeDropped } from '../exchange/describe-dropped.ts';
import type { SourceFile } from '../exchange/document/read-documents.ts';
import { ImportLog } from '../exchange/import-log.ts';
import type { ImportedModels } from '../exchange/imported-models.ts';
import { importKubernetes } from '../exchange/kubernetes/import-kubernetes.ts';
import { importNomad } from '../exchange/nomad/import-nomad.ts';
import { allModelsToJson, droppedToJson, writeAllModels, writeModelFiles } from '../exchange/write-models.ts';
import { readSourceFiles } from '../load/read-source-files.ts';
import { recogniseModel } from '../load/recognise-model.ts';
import type { World } from '../load/world.ts';
import { importedAs, isForeignKind } from '../model/form/recognise-foreign.ts';
import { loadYaml } from '../ports/load-yaml.ts';

/** The forms of files that are read. */
export const importForms = ['compose', 'kubernetes', 'nomad'] as const;

const positionals = {
  FORM: {
    kind: 'text',
    choices: importForms,
    required: true,
    summary: 'what the files are',
  },
  FILE: {
    kind: 'file',
    required: true,
    repeatable: true,
    summary: 'a file of that form, in YAML, JSON or HCL, - for standard input; later ones are laid over earlier ones',
  },
} as const satisfies PositionalTable;

const options = {
  'output-dir': {
    kind: 'folder',
    short: 'o',
    summary: 'write each model as a file of its own into this folder; without it all are printed as one',
  },
  only: {
    kind: 'text',
    value: 'MODEL',
    choices: ['services', 'infrastructure', 'placement', 'distribution', 'previous'],
    summary: 'print this model alone',
    excludes: [{ option: 'output-dir', message: '--only prints one model, and --output-dir writes all' }],
  },
  json: { kind: 'switch', summary: 'write JSON instead of Nix' },
  force: {
    kind: 'switch',
    summary: 'replace files that are in the folder already',
    needs: [{ option: 'output-dir', message: '--force is for files that --output-dir would replace' }],
  },
  profile: {
    kind: 'text',
    value: 'NAME',
    repeatable: true,
    summary: 'compose: take the services of this profile, too; * takes all',
  },
  'env-file': {
    kind: 'file',
    summary: 'compose: a file with the values of variables',
  },
  environment: {
    kind: 'switch',
    summary: 'compose: take variables from the environment, too; it goes before --env-file',
  },
  'guess-dependencies': {
    kind: 'switch',
    summary: 'kubernetes: a variable or argument that names a Service like a host is a dependency (connectsTo)',
  },
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options, typeof positionals>;

/** `dydisnix import`: models of what people have. */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'make models of files of Docker Compose, Kubernetes and Nomad',
  description:
    'Services with dependencies, ports, replicas and needs, machines where the files have them, and a placement ' +
    'policy of what the files demand. What has no place in the models is listed, in the output and on stderr. ' +
    'Only the files given are read. docs/import.md tells what becomes of what.',
  positionals,
  options,
  examples: [
    {
      command: 'dydisnix import compose compose.yaml -o models',
      effect: 'writes models/services.nix, and models/placement.nix where the file demands anything of machines',
    },
    {
      command: 'kubectl get deployments,nodes,pods -A -o json | dydisnix import kubernetes - -o models',
      effect: 'writes services, machines, the policy, and where pods run now',
    },
    {
      command: 'dydisnix import compose compose.yaml nodes.json --only placement',
      effect: 'prints the policy; nodes.json is what docker node inspect printed',
    },
  ],
  run,
});

function run(given: Given, world: World): Outcome {
  refuseOthers(given);
  const log = new ImportLog();
  const models = importFiles(given, log, world);
  log.findings.throwIfErrors();
  refuseNothing(models, log);
  const form = given.json ? 'json' : 'nix';
  const notes = describeNotes(log, world);
  const counts = [
    countNouns(models.services.size, 'service'),
    countNouns(models.targets.size, 'machine'),
    countNouns(models.rules.length, 'rule'),
  ];
  const outcome = { exitCode: 0, diagnostics: log.findings.all } as const;
  const summary = `imported ${counts.join(', ')}\n`;
  const { outputDir, only } = given;
  if (outputDir === undefined) {
    const stderr = notes + summary;
    // One model is printed as commands read it: a version would be one of its members.
    if (only !== undefined) return { ...outcome, stdout: writeOne(models, only, form), stderr };
    if (given.json) return { ...outcome, data: allModelsToJson(models), stderr };
    return { ...outcome, stdout: writeAllModels(models), stderr };
  }
  const folder = resolvePath(world.folder, outputDir);
  const files = writeModelFiles(models, form).map(({ name, text }) => ({ path: `${folder}/${name}`, bytes: text }));
  if (!given.force) {
    const hint = 'write into another folder, or add --force';
    refuseExisting(
      files.map(({ path }) => path),
      'replaced',
      hint,
    );
  }
  const written = files.map(({ path }) => `wrote ${shortenPath(path, world.folder)}\n`);
  const data = { format: models.format, files: files.map(({ path }) => path), dropped: droppedToJson(models) };
  const stderr = notes + written.join('') + summary;
  return { ...outcome, folders: [folder], files, stderr, ...(given.json && { data }) };
}

/** @throws InputError where the files have nothing that is placed, and nothing to place it on */
function refuseNothing({ services, targets }: ImportedModels, { dropped }: ImportLog): void {
  if (services.size > 0 || targets.size > 0) return;
  const others = describeDropped(dropped).map(({ text }) => text);
  const hint = others.length === 0 ? 'they are empty' : `not imported: ${nameSome(others, 8)}`;
  const message = 'the files say nothing of services and machines';
  throw new InputError([{ severity: 'error', code: 'nothing-imported', message, hint }]);
}

/** @throws InputError for options that say nothing about files of this form */
function refuseOthers({ form, profile, envFile, environment, guessDependencies }: Given): void {
  const others = [
    ...(form === 'compose'
      ? []
      : [profile.length > 0 && '--profile', envFile && '--env-file', environment && '--environment']),
    ...(form === 'kubernetes' ? [] : [guessDependencies && '--guess-dependencies']),
  ].filter(option => typeof option === 'string');
  if (others.length === 0) return;
  throw new InputError(
    others.map(option => ({
      severity: 'error',
      code: 'option-conflict',
      message: `${option} says nothing about files of ${form}`,
      hint: 'leave it out',
    })),
  );
}

/** What was not imported, for people: a line or two for each kind of thing. */
export function describeNotes({ dropped }: ImportLog, { folder }: World): string {
  const notes = describeDropped(dropped).map(({ text, position, remedy }) => {
    const place = position === undefined ? '' : `\n  at ${shortenPath(position.toString(), folder)}`;
    const what = remedy === undefined ? text : `${text}; ${wordRemedy(remedy)}`;
    return `note: not imported: ${what}${place}\n`;
  });
  return notes.join('');
}

/** Which files are imported, as what, and what they are asked. */
export type ImportRequest = Pick<Given, 'form' | 'file' | 'profile' | 'envFile' | 'environment' | 'guessDependencies'>;

/**
 * The models that files of another tool come to; what is odd in them is told in the log.
 * @throws InputError for what is wrong in them; of files of yet another tool, which that is
 */
export function importFiles(given: ImportRequest, log: ImportLog, world: World): ImportedModels {
  const files = readSourceFiles(given.file, world);
  const models = log.findings.attempt(() => importForm(given, files, log, world));
  if (models !== undefined && !log.findings.hasErrors) return models;
  const mixedUp = files.flatMap(file => tellOtherTool(file, given.form) ?? []);
  throw new InputError(mixedUp.length > 0 ? mixedUp : log.findings.all);
}

/** That a file is plainly one of another tool than it is given as: what else is said of it would lead astray. */
function tellOtherTool({ name, text }: SourceFile, form: Given['form']): Diagnostic | undefined {
  const kind = recogniseModel(name, text);
  if (kind === undefined || !isForeignKind(kind) || importedAs[kind] === form) return undefined;
  const message = `this is ${withArticle(kind)}, but is read as a file of ${form}`;
  const hint = `write dydisnix import ${importedAs[kind]} FILE`;
  return { severity: 'error', code: 'file-of-others', message, file: name, hint };
}

function importForm(given: ImportRequest, files: readonly SourceFile[], log: ImportLog, world: World): ImportedModels {
  if (given.form === 'nomad') return importNomad(files, log);
  if (given.form === 'kubernetes') return importKubernetes(files, { guesses: given.guessDependencies, loadYaml }, log);
  return importCompose(files, { profiles: given.profile, variables: readVariables(given, log, world), loadYaml }, log);
}

function readVariables(
  { envFile, environment }: ImportRequest,
  log: ImportLog,
  world: World,
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const file of readSourceFiles(envFile === undefined ? [] : [envFile], world)) {
    for (const [name, value] of readEnvFile(file, log)) variables.set(name, value);
  }
  for (const [name, value] of environment ? Object.entries(world.environment) : []) {
    if (value !== undefined) variables.set(toBytes(name), toBytes(value));
  }
  return variables;
}

function writeOne(models: ImportedModels, only: NonNullable<Given['only']>, form: 'nix' | 'json'): string {
  const found = writeModelFiles(models, form).find(({ model }) => model === only);
  if (found !== undefined) return found.text;
  const message = `the files say nothing that belongs into ${only}`;
  const hint = only === 'infrastructure' ? 'give files that speak of machines, too' : undefined;
  throw new InputError([{ severity: 'error', code: 'nothing-imported', message, hint }]);
}
