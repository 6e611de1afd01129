import type { Mutant } from './mutant.ts';
import { mutantsAroundSolvers } from './mutants-around-solvers.ts';
import { mutantsOfReaders } from './mutants-of-readers.ts';
import { mutantsOfSolvers } from './mutants-of-solvers.ts';

/** All mutants. */
export const mutants: readonly Mutant[] = [...mutantsOfSolvers, ...mutantsAroundSolvers, ...mutantsOfReaders];
