import type { Option } from './command.ts';

// Options that several commands share: which models, and how they are evaluated.

export const servicesOption: Option = {
  name: 'services',
  short: 's',
  value: 'FILE',
  summary: 'the services model: which services there are and which depend on which',
};

export const infrastructureOption: Option = {
  name: 'infrastructure',
  short: 'i',
  value: 'FILE',
  summary: 'the infrastructure model: which machines there are',
};

export const distributionOption: Option = {
  name: 'distribution',
  short: 'd',
  value: 'FILE',
  summary: 'the distribution: which targets each service may go to',
};

/** The option as one that must be given. */
export function required(option: Option): Option {
  return { ...option, required: true };
}

export const outputFileOption: Option = {
  name: 'output-file',
  short: 'o',
  value: 'FILE',
  summary: 'write the result to this file, replaced as a whole, instead of stdout',
};

export const jsonOption: Option = { name: 'json', summary: 'print the result as one JSON object' };

export const formatOption: Option = {
  name: 'format',
  short: 'f',
  value: 'FORMAT',
  choices: ['dot', 'svg'],
  summary: 'the form of a picture; svg where the output file ends in .svg, else dot',
};

/** The result as XML of the original toolset, which `--xml` reads back. */
export const outputXmlOption: Option = { name: 'output-xml', summary: 'print the result as XML instead of Nix' };

/** The same where `--json` has the same result in another form. */
export const xmlNotJsonOption: Option = { ...outputXmlOption, excludes: 'json' };

/** How models are evaluated; `createEvaluator` reads them. */
export const evaluationOptions: readonly Option[] = [
  {
    name: 'extra-params',
    value: 'NIX',
    summary:
      'an attribute set, such as \'{ processManager = "systemd"; }\', for the models that ask for its attributes',
  },
  {
    name: 'include',
    short: 'I',
    value: 'PATH',
    repeatable: true,
    summary: 'add a folder, or NAME=FOLDER, to the search path of <NAME>',
  },
  { name: 'system', value: 'SYSTEM', summary: 'what builtins.currentSystem and the argument system are' },
  { name: 'xml', summary: 'the models given are XML of the original toolset instead of Nix' },
  {
    name: 'evaluator',
    value: 'NAME',
    choices: ['embedded', 'nix'],
    summary: 'who evaluates models; nix is an installed Nix, for models that build while they evaluate',
  },
  { name: 'restrict-eval', summary: "read no file outside the models' own folders and the -I folders" },
  { name: 'eval-timeout', value: 'SECONDS', summary: 'give up evaluating after this time' },
  { name: 'show-trace', summary: 'print the calls that led to an error' },
];
