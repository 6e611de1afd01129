/** What a mutant is tried on. */
export type Subject =
  | 'cut'
  | 'wide'
  | 'place'
  | 'colour'
  | 'cover'
  | 'divide'
  | 'ids'
  | 'ids on targets'
  | 'ids by models'
  | 'explain'
  | 'order'
  | 'pictures'
  | 'models';

/** A fault put into the program: what stands in a file, and what stands there instead. */
export interface Mutant {
  readonly about: Subject;
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Writes mutants of a folder of `src` down in one line each. */
export const mutantsIn =
  (folder: string) =>
  (about: Subject, what: string, file: string, from: string, to: string): Mutant => ({
    about,
    what,
    file: `src/${folder}/${file}.ts`,
    from,
    to,
  });
