import type { Diagnostic } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { shortenPath } from '../base/shorten-path.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import type { ArgumentsOf, OptionTable, PositionalTable } from '../cli/option-table.ts';
import { refuseExisting } from '../cli/refuse-existing.ts';
import { usageError } from '../cli/usage.ts';
import { addMachines } from '../exchange/add-machines.ts';
import { ImportLog } from '../exchange/import-log.ts';
import { writeModelFiles } from '../exchange/write-models.ts';
import type { World } from '../load/world.ts';
import distribution from './first-system/distribution.nix';
import idresources from './first-system/idresources.nix';
import infrastructure from './first-system/infrastructure.nix';
import placement from './first-system/placement.nix';
import services from './first-system/services.nix';
import { describeNotes, importFiles, importForms } from './import.ts';

const positionals = {
  FOLDER: {
    kind: 'text',
    required: false,
    completes: 'folder',
    summary: 'where the models go; the current folder without it',
  },
} as const satisfies PositionalTable;

const options = {
  from: {
    kind: 'pair',
    value: 'FORM FILE',
    summary: `begin with what is in a file of another tool; FORM is ${importForms.join(', ')} (docs/import.md)`,
  },
  force: { kind: 'switch', summary: 'replace models that are in the folder already' },
} as const satisfies OptionTable;

/** `dydisnix init`: models to begin with. */
export const init = defineCommand({
  name: 'init',
  summary: 'write a small system to begin with: services, machines, where they may go, what they get',
  description:
    'Writes services.nix, infrastructure.nix, distribution.nix, and what else the system has, into a folder; ' +
    'nothing there is replaced without --force. Every command finds these models when it runs in that folder. ' +
    'With --from they are those of a file of Docker Compose, Kubernetes or Nomad; where it speaks of no machines, ' +
    'two or more are made up. docs/first-model.md leads on from there.',
  positionals,
  options,
  examples: [
    { command: 'dydisnix init shop', effect: 'writes a shop of three services and two machines into the folder shop' },
    {
      command: 'dydisnix init --from compose compose.yaml shop',
      effect: 'writes the services of the file, and machines to put them on',
    },
  ],
  run,
});

type Given = ArgumentsOf<typeof options, typeof positionals>;

function run(given: Given, world: World): Outcome {
  const folder = resolvePath(world.folder, given.folder ?? '.');
  const { models, notes = '', ...found } = given.from === undefined ? ownModels() : importModels(given.from, world);
  refuseModels(folder, [...models.keys()], given.force);
  const files = [...models].map(([model, text]) => ({ path: `${folder}/${model}.nix`, bytes: text }));
  const written = files.map(({ path }) => `wrote ${shortenPath(path, world.folder)}\n`).join('');
  const start = given.folder === undefined ? 'dydisnix' : `dydisnix -C ${given.folder}`;
  const next = `next: "${start} check" tests the models, "${start} multiwaycut" plans\n`;
  return { exitCode: 0, ...found, folders: [folder], files, stderr: notes + written + next };
}

interface Beginning {
  /** Texts of the models, by the names of their files without endings. */
  readonly models: ReadonlyMap<string, string>;
  readonly notes?: string;
  readonly diagnostics?: readonly Diagnostic[];
}

function ownModels(): Beginning {
  return { models: new Map(Object.entries({ services, infrastructure, distribution, idresources, placement })) };
}

/** @throws InputError for a form that is none, and for files that are wrong */
function importModels({ name: form, value: file }: NonNullable<Given['from']>, world: World): Beginning {
  const known = importForms.find(one => one === form);
  if (known === undefined) {
    throw usageError(
      `--from "${form}" must be one of ${importForms.join(', ')}`,
      'write --from compose FILE',
      'option-value',
    );
  }
  world.noteInput(resolvePath(world.folder, file));
  const log = new ImportLog();
  const usual = { profile: [], envFile: undefined, environment: false, guessDependencies: false };
  const imported = addMachines(importFiles({ form: known, file: [file], ...usual }, log, world));
  log.findings.throwIfErrors();
  const models = new Map(writeModelFiles(imported, 'nix').map(({ model, text }) => [model, text]));
  return { models, notes: describeNotes(log, world), diagnostics: log.findings.all };
}

/** @throws InputError where a model is there already, in any form: two forms of one would be in each other's way */
function refuseModels(folder: string, names: readonly string[], isForced: boolean): void {
  const forms = isForced ? ['json', 'yaml', 'yml'] : ['nix', 'json', 'yaml', 'yml'];
  refuseExisting(
    names.flatMap(name => forms.map(form => `${folder}/${name}.${form}`)),
    'replaced, or stand beside another form of the same model',
    isForced ? 'take it away' : 'name another folder: dydisnix init FOLDER; or add --force',
  );
}
