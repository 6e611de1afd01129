import { idResourcesOption, idsOption, wantedPoolsOption } from './id-options.ts';
import { jsonOption, outputFileOption, outputXmlOption } from './model-options.ts';
import { notWith, type OptionTable, required } from './option-table.ts';
import { forPictures, pictureOptions } from './write-picture.ts';

const lockTimeoutOption = {
  'lock-timeout': {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 60,
    summary: 'how long to wait while another run has the output file',
  },
} as const satisfies OptionTable;

/** The options of the commands that assign ids. */
export const assignmentOptions = {
  'id-resources': required(idResourcesOption['id-resources']),
  ...idsOption,
  ...wantedPoolsOption,
  'output-file': {
    ...outputFileOption['output-file'],
    summary: 'write the ids (Nix) to this file, replaced as a whole, instead of stdout',
  },
  force: {
    ...outputFileOption.force,
    summary: 'replace a file of another kind, and give all ids anew where --ids is not given',
  },
  'accept-ids': {
    kind: 'switch',
    summary: 'take an ids file as it is that was rolled back, or is of another system',
  },
  'dry-run': { kind: 'switch', summary: 'write no file; print the result and what would change' },
  ...notWith('dry-run', 'it says the same by its exit code', {
    check: {
      kind: 'switch',
      summary: 'write no file; end with 1, and with what would change, where a run would change the ids file',
    },
  }),
  'fail-on-change': {
    kind: 'switch',
    summary: 'write nothing and end with 1 where a service would get another id than it has',
  },
  json: {
    ...jsonOption.json,
    summary: 'print the ids and what changed as one JSON object on stdout; an output file stays Nix',
  },
  ...lockTimeoutOption,
  'output-graph': {
    kind: 'switch',
    summary: 'draw the problem: which service wants ids of which pools, and stands on which targets',
  },
  ...notWith('output-graph', 'one picture at a time', {
    'output-resolved-graph': { kind: 'switch', summary: 'draw who got which number; no ids file is written' },
  }),
  ...forPictures(['output-graph', 'output-resolved-graph'], pictureOptions),
  ...notWith(
    'output-resolved-graph',
    'a picture is no plan',
    notWith('output-graph', 'a picture is no plan', outputXmlOption),
  ),
} as const satisfies OptionTable;
