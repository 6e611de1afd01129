import type { ModelKind } from '../model/form/recognise-outline.ts';

/** How a result is written. */
export type ResultForm = 'nix' | 'json' | 'xml' | 'dot' | 'svg' | 'html' | 'yaml' | 'hcl' | 'text';

/** What a command writes. */
export type Content = ModelKind | 'picture' | 'page' | 'report' | 'manual page';

/** What a command writes to its output files, for the checks that nothing is lost by it. */
export interface Result {
  readonly content: Content;
  readonly form: ResultForm;
  /** A file that is read and may be replaced all the same: the result of the run before, as the user says. */
  readonly replaces?: string | undefined;
  /** Whether models of other kinds, and pages of others, may be replaced. */
  readonly isForced: boolean;
}

/**
 * What the arguments of a command ask for, where without further options it writes `content`: pictures and other forms
 * are asked for by the same options everywhere.
 */
export function resultOf(content: Content, given: object): Result {
  const has = (name: string): boolean => Reflect.get(given, name) === true;
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(given, name);
    return typeof value === 'string' ? value : undefined;
  };
  const isForced = has('force');
  const isPicture = content === 'picture' || ['outputGraph', 'outputResolvedGraph', 'outputPlan'].some(has);
  if (isPicture && has('json')) return { content: 'report', form: 'json', isForced };
  if (isPicture) {
    const asked = text('format') ?? (has('batch') || text('outputFile')?.endsWith('.svg') ? 'svg' : 'dot');
    return { content: 'picture', form: asked === 'svg' ? 'svg' : 'dot', isForced };
  }
  // An output file of ids stays Nix, whatever is printed beside it.
  const isData = content !== 'ids file';
  const usual = exportedForms[text('form') ?? ''] ?? usualForm(content);
  const form = has('outputXml') ? 'xml' : has('json') && isData ? 'json' : usual;
  return { content, form, isForced, replaces: content === 'ids file' ? text('ids') : undefined };
}

/** How plans for other tools are written; for those that are not named here as a distribution is. */
const exportedForms: Readonly<Partial<Record<string, ResultForm>>> = {
  compose: 'yaml',
  kubernetes: 'yaml',
  nomad: 'hcl',
};

/** The form of a result where no option asks for another. */
export function usualForm(content: Content): ResultForm {
  if (content === 'page') return 'html';
  if (content === 'picture') return 'dot';
  if (content === 'saved plan') return 'json';
  return content === 'report' || content === 'manual page' ? 'text' : 'nix';
}
