import type { EvaluationHints, EvaluationSettings } from '../load/evaluation-settings.ts';
import type { LoadRequest } from '../load/load-request.ts';
import type { defaultNixVersion, nixVersions } from '../nix/index.ts';
import { type ArgumentsOf, type FilesGiven, notWith, type OptionTable } from './option-table.ts';

// Options that several commands share: which models, how they are evaluated, and where the result goes.

/** Which models; a command takes of them what it reads. */
export const modelOptions = {
  services: {
    kind: 'file',
    short: 's',
    lookedForAs: 'services',
    summary: 'the services model: which services there are and which depend on which',
  },
  infrastructure: {
    kind: 'file',
    short: 'i',
    lookedForAs: 'infrastructure',
    summary: 'the infrastructure model: which machines there are',
  },
  distribution: {
    kind: 'file',
    short: 'd',
    lookedForAs: 'distribution',
    summary: 'the distribution: which targets each service may go to',
  },
} as const satisfies OptionTable;

/** Where the candidates come from that a planner needs. */
export const candidatesHint =
  'the candidates of each service: dydisnix gendist writes them, every target for every service or what a QoS model says';

/** For planners that need candidates. */
export const candidatesOption = { ...modelOptions.distribution, hintIfMissing: candidatesHint } as const;

/** For planners that know a previous plan. */
export const moveStatefulOption = {
  kind: 'switch',
  summary: 'let services that say stateful = true leave the targets of the previous plan, where their data is',
} as const satisfies OptionTable[string];

/** For planners that leave data where it is, and otherwise plan as if nothing ran. */
export const statefulOptions = {
  previous: {
    kind: 'file',
    summary: 'a plan, in any form: services that say stateful = true stay where it has them',
  },
  'move-stateful': moveStatefulOption,
} as const satisfies OptionTable;

/** How long a planner may search. @param seconds where nothing is said */
export function timeLimitOption(seconds: number, summary: string) {
  return { 'time-limit': { kind: 'number', value: 'SECONDS', least: 0, default: seconds, summary } } as const;
}

/** For planners whose search has a plan at every moment. */
export const bestPlanSoFar = 'end the search with the best plan so far after this time';

/** For commands that write files. */
export const forceOption = {
  force: {
    kind: 'switch',
    summary: 'replace even a file that plainly is a model of another kind, or a page of others',
  },
} as const satisfies OptionTable;

/** Where the result goes. */
export const outputFileOption = {
  'output-file': {
    kind: 'output',
    short: 'o',
    summary: 'write the result to this file, replaced as a whole, instead of stdout',
  },
  ...forceOption,
} as const satisfies OptionTable;

/** The result as data. */
export const jsonOption = {
  json: { kind: 'switch', summary: 'print the result as one JSON object' },
} as const satisfies OptionTable;

/** The result as XML of the original toolset, which every command reads back. */
export const outputXmlOption = {
  'output-xml': { kind: 'switch', summary: 'print the result as XML instead of Nix' },
} as const satisfies OptionTable;

/** The same where `--json` has the same result in another form. */
export const xmlNotJsonOption = notWith('json', 'the result has one form at a time', outputXmlOption);

// Written out, since what describes options loads no evaluator; the types hold them to the table of the languages.
const versions: typeof nixVersions = ['2.8', '2.35'];
const usualVersion: typeof defaultNixVersion = '2.35';

/** The search path and what else any evaluation by this program has. */
export const settingOptions = {
  'extra-params': {
    kind: 'text',
    value: 'NIX',
    summary:
      'an attribute set, such as \'{ processManager = "systemd"; }\', for the models that ask for its attributes',
  },
  include: {
    kind: 'text',
    short: 'I',
    value: 'PATH',
    repeatable: true,
    completes: 'folder',
    summary: 'add a folder, or NAME=FOLDER, to the search path of <NAME>',
  },
  system: {
    kind: 'text',
    value: 'SYSTEM',
    summary: 'what builtins.currentSystem and the argument system are',
  },
  'nix-version': {
    kind: 'text',
    value: 'VERSION',
    choices: versions,
    default: usualVersion,
    summary: 'the version of Nix whose language models are written in; an installed Nix speaks its own',
  },
  'restrict-eval': {
    kind: 'switch',
    summary: "read no file outside the models' own folders and the -I folders",
  },
  'eval-timeout': { kind: 'number', value: 'SECONDS', least: 0, summary: 'give up evaluating after this time' },
  'show-trace': { kind: 'switch', summary: 'print the calls that led to an error' },
} as const satisfies OptionTable;

const { 'extra-params': extraParams, include, system, ...limits } = settingOptions;

/** How models are evaluated. */
export const evaluationOptions = {
  'extra-params': extraParams,
  include,
  system,
  xml: { kind: 'switch', summary: 'take the models for XML of the original toolset, even where they do not begin so' },
  evaluator: {
    kind: 'text',
    value: 'NAME',
    choices: ['embedded', 'nix'],
    default: 'embedded',
    summary: 'who evaluates models; nix is an installed Nix, for models that build while they evaluate',
  },
  ...limits,
} as const satisfies OptionTable;

type Settings = FilesGiven &
  Omit<ArgumentsOf<typeof settingOptions>, 'evalTimeout'> &
  Partial<ArgumentsOf<typeof evaluationOptions>>;

/** What can be done about models that cannot be evaluated. */
export const evaluationHints: EvaluationHints = {
  packages: 'let an installed Nix evaluate the models with --evaluator nix',
  withoutNix: 'leave --evaluator nix out: the embedded evaluator needs no Nix',
  infrastructure: 'give the infrastructure model with -i',
};

/** How models are to be evaluated, as the options have it that a command takes. */
export function toEvaluation(given: Settings): EvaluationSettings {
  const { extraParams, xml = false, evaluator = 'embedded' } = given;
  return {
    files: given.files,
    extraParameters: extraParams === undefined ? undefined : { name: '--extra-params', text: extraParams },
    searchPath: given.include,
    system: given.system,
    isXml: xml,
    evaluator,
    nixVersion: given.nixVersion,
    isRestricted: given.restrictEval,
    timeLimit: given.evalTimeout,
    showTrace: given.showTrace,
    hints: evaluationHints,
  };
}

/** Which models are to be loaded, and how: those of the options that the command has. */
export function toRequest(given: Settings & LoadedFiles): LoadRequest {
  const { services, infrastructure, distribution } = given;
  return { services, infrastructure, distribution, evaluation: toEvaluation(given) };
}

/** The models among the arguments of a command. */
type LoadedFiles = Omit<LoadRequest, 'evaluation'>;
