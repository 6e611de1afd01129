import type { Diagnostic } from '../base/diagnostic.ts';
import type { Remedy, RemedyKind } from '../base/remedy.ts';
import type { Outcome } from './command.ts';

/** What somebody at a command line can do, by the options for it. */
const words: Readonly<Record<RemedyKind, (name: string) => string>> = {
  'evaluation-time': () => '--eval-timeout sets the limit',
  'evaluation-memory': () => 'NODE_OPTIONS=--max-old-space-size=MEGABYTES allows more',
  'readable-folder': () => 'allow one more folder with -I FOLDER, or drop --restrict-eval',
  'search-path': () => '-I name=FOLDER says where <name> is; or use --evaluator nix',
  'other-evaluator': () => '--evaluator nix has Nix evaluate, which can do it',
  'whole-value': () => '--strict computes everything first',
  argument: name => `pass it with --extra-params '{ ${name} = ...; }'`,
  'form-of-models': () => 'models in Nix are read without --xml',
  'previous-plan': () => 'give one with --previous',
  'count-capacity': name =>
    `dydisnix-place --service-property ${name} --target-property ${name} keeps to it, as a policy that counts it does`,
  'assign-ids': () => 'dydisnix id-assign with this ids file as --ids and --output-file puts it right',
  'part-of-picture': () =>
    'visualize-services draws parts: --focus NAME, --group NAME, --group-subservices; --format dot is for other programs',
  'let-data-go': () => '--move-stateful lets it go',
  'exact-division': () => '--strategy exact tells whether there is one',
  'longer-search': () => 'a longer --time-limit may find one, or say more',
  variables: () => 'give it with --env-file, or take the environment with --environment',
  profile: () => 'turn one on with --profile',
  'import-models': tool => `dydisnix import ${tool} FILE -o FOLDER makes models of it`,
};

/** A remedy as a clause. */
export function wordRemedy({ kind, name = '' }: Remedy): string {
  return words[kind](name);
}

/** Findings whose hints say what can be done at a command line. */
export function wordRemedies(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return findings.map(finding => {
    const { remedy, hint, ...others } = finding;
    if (remedy === undefined) return finding;
    const clause = wordRemedy(remedy);
    if (hint === undefined) return { ...others, hint: clause };
    return { ...others, hint: hint.endsWith('?') ? `${hint} ${clause}` : `${hint}; ${clause}` };
  });
}

/** The same of all findings of an outcome. */
export function wordOutcomeRemedies(outcome: Outcome): Outcome {
  const { diagnostics, results } = outcome;
  return {
    ...outcome,
    ...(diagnostics === undefined ? {} : { diagnostics: wordRemedies(diagnostics) }),
    ...(results === undefined ? {} : { results: wordRemedies(results) }),
  };
}
