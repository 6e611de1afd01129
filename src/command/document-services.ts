import { InputError } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Arguments, Command, Option, Outcome, Surroundings } from '../cli/command.ts';
import { evaluationOptions, outputFileOption, required, servicesOption } from '../cli/model-options.ts';
import { usageError } from '../cli/usage-error.ts';
import { writeResult } from '../cli/write-result.ts';
import { loadModels } from '../load/load-models.ts';
import { decodeDocs } from '../model/decode-docs.ts';
import { usualDocs } from '../model/docs.ts';
import { listGroups } from '../model/select-services.ts';
import { splitGroup } from '../model/service-details.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { folderName } from '../write/folder-name.ts';
import { type Catalogue, writeCataloguePage } from '../write/html/catalogue.ts';

const docsOption: Option = {
  name: 'docs',
  value: 'FILE',
  summary: 'what groups are called, which properties of services are shown, and what those are called',
};

const pictureFormatOption: Option = {
  name: 'format',
  short: 'f',
  value: 'FORMAT',
  choices: ['svg'],
  summary: 'the form of the pictures; they stand in the pages',
};

/** `dydisnix-document-services`: one page of a catalogue of services, or with `--batch` all. */
export const documentServices: Command = {
  name: 'document-services',
  summary: 'describe services on one HTML page, with a picture and tables',
  description: 'The page is one file that needs no network. docs/catalogue.md tells what a docs configuration is.',
  options: [
    required(servicesOption),
    docsOption,
    { name: 'group', value: 'GROUP', completes: 'group', summary: 'only this group and the groups inside it' },
    { name: 'group-subservices', summary: 'show each group inside as one node and one row' },
    { name: 'batch', summary: 'write a page for the whole and one for each group, which lead to each other' },
    { name: 'output-dir', value: 'FOLDER', summary: 'the folder for the pages of --batch; the current one without it' },
    pictureFormatOption,
    outputFileOption,
    ...evaluationOptions,
  ],
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
};

/** `dydisnix-generate-services-docs`: all pages, as the original command wrote them. */
export const generateServicesDocs: Command = {
  name: 'generate-services-docs',
  summary: 'write a catalogue of services: an HTML page for the whole and one for each group',
  description:
    'Starts at index.html of the output folder, from where one page leads to the next. Each group inside another is one node of its picture. docs/catalogue.md tells what a docs configuration is.',
  options: [
    required(servicesOption),
    docsOption,
    required({ name: 'output-dir', value: 'FOLDER', summary: 'the folder for the pages' }),
    pictureFormatOption,
    ...evaluationOptions,
  ],
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
  run: (options, surroundings) => writeAll(options, surroundings, true),
};

function describe(options: Arguments, surroundings: Surroundings): Outcome {
  if (options.has('batch')) {
    const other = ['group', 'output-file'].find(name => options.has(name));
    if (other !== undefined) throw usageError(`--batch describes every group and cannot be combined with --${other}`);
    return writeAll(options, surroundings, options.has('group-subservices'));
  }
  if (options.has('output-dir'))
    throw usageError('--output-dir is for --batch', 'write --output-file FILE for one page');
  const { catalogue, outcome } = readCatalogue(options, surroundings);
  const group = options.text('group');
  const known = listGroups(catalogue.services);
  if (group !== undefined && !known.includes(splitGroup(group).join('/'))) {
    const message = `there is no group "${group}"`;
    throw new InputError([{ severity: 'error', code: 'unknown-group', message, hint: didYouMean(group, known) }]);
  }
  const foldGroups = options.has('group-subservices');
  const { html, note } = writeCataloguePage({ ...catalogue, foldGroups, linked: false }, renderSvg, group);
  return { ...outcome, ...writeResult(html, options, surroundings, note === undefined ? '' : `${note}\n`) };
}

/** A page of the whole and of each group: `index.html` in the output folder and in a folder for each group. */
function writeAll(options: Arguments, surroundings: Surroundings, foldGroups: boolean): Outcome {
  const { catalogue, outcome } = readCatalogue(options, surroundings);
  const folder = resolvePath(surroundings.folder, options.text('output-dir') ?? '.');
  const notes: string[] = [];
  const groups = [undefined, ...listGroups(catalogue.services)];
  const files = groups.map((group, done) => {
    surroundings.progress(`page ${done + 1} of ${groups.length}`);
    const path = [folder, ...splitGroup(group ?? '').map(folderName), 'index.html'].join('/');
    const { html, note } = writeCataloguePage({ ...catalogue, foldGroups, linked: true }, renderSvg, group);
    if (note !== undefined) notes.push(`${path}: ${note}\n`);
    return { path, bytes: html };
  });
  const folders = files.map(({ path }) => path.slice(0, path.lastIndexOf('/')));
  return { ...outcome, folders, files, stderr: notes.join('') };
}

function readCatalogue(options: Arguments, surroundings: Surroundings) {
  const { services, evaluator, findings } = loadModels(options, surroundings);
  const file = options.text('docs');
  const docs =
    file === undefined
      ? usualDocs
      : findings.attempt(() => decodeDocs(evaluator.evaluateModel(file, 'docs configuration', []), file, findings));
  findings.throwIfErrors();
  const catalogue: Omit<Catalogue, 'foldGroups' | 'linked'> = { services, docs: docs ?? usualDocs };
  return { catalogue, outcome: { exitCode: 0, diagnostics: findings.all } as const };
}
