/**
 * What the caller can do about a finding, as data: at a command line it is an option, for a program an argument of a
 * function. Each door says it in its own words.
 */
export interface Remedy {
  readonly kind: RemedyKind;
  /** What it is done with, where that has a name. */
  readonly name?: string | undefined;
}

/**
 * `evaluation-time`, `evaluation-memory`: allow more; `readable-folder`: allow files of one more folder to be read;
 * `search-path`: say where `<name>` is; `other-evaluator`: have Nix itself evaluate; `whole-value`: compute everything
 * first; `argument`: hand it to the model, by this name; `form-of-models`: say in which form they are;
 * `previous-plan`: give one; `count-capacity`: have the property of this name counted; `assign-ids`: assign them anew;
 * `part-of-picture`: draw less; `let-data-go`: allow stateful services to move; `exact-division`: try all;
 * `longer-search`: allow more time; `variables`: say what variables are; `profile`: turn one on; `import-models`: make
 * models of the files of the tool of this name.
 */
export type RemedyKind =
  | 'evaluation-time'
  | 'evaluation-memory'
  | 'readable-folder'
  | 'search-path'
  | 'other-evaluator'
  | 'whole-value'
  | 'argument'
  | 'form-of-models'
  | 'previous-plan'
  | 'count-capacity'
  | 'assign-ids'
  | 'part-of-picture'
  | 'let-data-go'
  | 'exact-division'
  | 'longer-search'
  | 'variables'
  | 'profile'
  | 'import-models';
