import { InputError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { didYouMean } from '../base/suggest.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, forceOption, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { writeResult } from '../cli/write-result.ts';
import { loadModels } from '../load/load-models.ts';
import type { World } from '../load/world.ts';
import { decodeDocs } from '../model/decode-docs.ts';
import { usualDocs } from '../model/docs.ts';
import { listGroups } from '../model/select-services.ts';
import { splitGroup } from '../model/service-details.ts';
import { pageMachine } from '../ports/page-machine.ts';
import { folderName } from '../write/folder-name.ts';
import { type Catalogue, writeCataloguePage } from '../write/html/catalogue.ts';

const catalogueOptions = {
  services: required(modelOptions.services),
  docs: {
    kind: 'file',
    summary: 'what groups are called, which properties of services are shown, and what those are called',
  },
} as const satisfies OptionTable;

const formatOption = {
  format: {
    kind: 'text',
    short: 'f',
    value: 'FORMAT',
    choices: ['svg'],
    summary: 'the form of the pictures; they stand in the pages',
  },
} as const satisfies OptionTable;

const withBatch = (name: string) => [
  { option: name, message: `--batch describes every group and cannot be combined with --${name}` },
];

const options = {
  ...catalogueOptions,
  group: {
    kind: 'text',
    value: 'GROUP',
    completes: 'group',
    summary: 'only this group and the groups inside it',
  },
  'group-subservices': { kind: 'switch', summary: 'show each group inside as one node and one row' },
  batch: {
    kind: 'switch',
    summary: 'write a page for the whole and one for each group, which lead to each other',
    excludes: ['group', 'output-file'].flatMap(withBatch),
  },
  'output-dir': {
    kind: 'folder',
    summary: 'the folder for the pages of --batch; the current one without it',
    needs: [{ option: 'batch', message: '--output-dir is for --batch', hint: 'write --output-file FILE for one page' }],
  },
  ...formatOption,
  ...outputFileOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

const allOptions = {
  ...catalogueOptions,
  'output-dir': { kind: 'folder', summary: 'the folder for the pages', required: true },
  ...forceOption,
  ...formatOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

/** `dydisnix-document-services`: one page of a catalogue of services, or with `--batch` all. */
export const documentServices = defineCommand({
  name: 'document-services',
  summary: 'describe services on one HTML page, with a picture and tables',
  description: 'The page is one file that needs no network. docs/catalogue.md tells what a docs configuration is.',
  options,
  writes: 'page',
  examples: [
    {
      command: 'dydisnix-document-services -s services.nix --docs docs.nix --output-file services.html',
      effect: 'describes all services on one page',
    },
    {
      command: 'dydisnix-document-services -s services.nix --group Shop --group-subservices > shop.html',
      effect: 'describes a group, with the groups inside it folded',
    },
  ],
  run: describe,
});

/** `dydisnix-generate-services-docs`: all pages, as the original command wrote them. */
export const generateServicesDocs = defineCommand({
  name: 'generate-services-docs',
  summary: 'write a catalogue of services: an HTML page for the whole and one for each group',
  description:
    'Starts at index.html of the output folder, from where one page leads to the next. Each group inside another is one node of its picture. docs/catalogue.md tells what a docs configuration is.',
  options: allOptions,
  writes: 'page',
  examples: [
    {
      command: 'dydisnix-generate-services-docs -s services.nix --output-dir catalogue',
      effect: 'writes catalogue/index.html, and an index.html in a folder for each group',
    },
    {
      command: 'dydisnix-generate-services-docs -s services.nix --docs docs.nix -f svg --output-dir catalogue',
      effect: 'the same with the names and columns of docs.nix',
    },
  ],
  run: (given, world) => writeAll({ ...given, groupSubservices: true }, world),
});

function describe(given: ArgumentsOf<typeof options>, world: World): Outcome {
  if (given.batch) return writeAll(given, world);
  const { catalogue, outcome } = readCatalogue(given, world);
  const { group, groupSubservices: foldGroups } = given;
  const known = listGroups(catalogue.services);
  if (group !== undefined && !known.includes(splitGroup(group).join('/'))) {
    const message = `there is no group "${group}"`;
    throw new InputError([{ severity: 'error', code: 'unknown-group', message, hint: didYouMean(group, known) }]);
  }
  world.progress('writing the page');
  const { html, note } = writeCataloguePage({ ...catalogue, foldGroups, linked: false }, pageMachine, group);
  return { ...outcome, ...writeResult(html, given, world, note === undefined ? '' : `${note}\n`) };
}

/** What a whole catalogue is written from. */
type AllGiven = ArgumentsOf<typeof catalogueOptions & typeof evaluationOptions> & {
  readonly outputDir: string | undefined;
  readonly groupSubservices: boolean;
};

/** A page of the whole and of each group: `index.html` in the output folder and in a folder for each group. */
function writeAll(given: AllGiven, world: World): Outcome {
  const { catalogue, outcome } = readCatalogue(given, world);
  const { outputDir = '.', groupSubservices: foldGroups } = given;
  const folder = resolvePath(world.folder, outputDir);
  const notes: string[] = [];
  const groups = [undefined, ...listGroups(catalogue.services)];
  const files = groups.map((group, done) => {
    world.progress(`page ${done + 1} of ${groups.length}`);
    const path = [folder, ...splitGroup(group ?? '').map(folderName), 'index.html'].join('/');
    const { html, note } = writeCataloguePage({ ...catalogue, foldGroups, linked: true }, pageMachine, group);
    if (note !== undefined) notes.push(`${path}: ${note}\n`);
    return { path, bytes: html };
  });
  const folders = files.map(({ path }) => path.slice(0, path.lastIndexOf('/')));
  return { ...outcome, folders, files, stderr: notes.join('') };
}

function readCatalogue(given: ArgumentsOf<typeof catalogueOptions & typeof evaluationOptions>, world: World) {
  const { services, evaluator, findings } = loadModels(toRequest(given), world);
  const file = given.docs;
  const docs =
    file === undefined
      ? usualDocs
      : findings.attempt(() => decodeDocs(evaluator.evaluateModel(file, 'docs configuration', []), file, findings));
  findings.throwIfErrors();
  const catalogue: Omit<Catalogue, 'foldGroups' | 'linked'> = { services, docs: docs ?? usualDocs };
  return { catalogue, outcome: { exitCode: 0, diagnostics: findings.all } as const };
}
