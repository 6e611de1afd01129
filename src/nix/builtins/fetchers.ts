import type { RemedyKind } from '../../base/remedy.ts';
import { EvaluationError } from '../error.ts';
import type { Builtin } from '../host.ts';

/** The builtins that need the network: present, so that models may mention them, and an error when called. */
export const fetchers: readonly Builtin[] = [
  refuse('fetchurl', 'download the file once and refer to it by a path', 'other-evaluator'),
  refuse(
    'fetchTarball',
    'unpack the archive beside the model and refer to it by a path, or find it with <name>',
    'search-path',
  ),
  refuse(
    'fetchGit',
    'check the repository out beside the model and refer to it by a path, or find it with <name>',
    'search-path',
  ),
  refuse('fetchMercurial', 'check the repository out beside the model and refer to it by a path', 'other-evaluator'),
  refuse('fetchTree', 'fetch the tree beside the model and refer to it by a path', 'other-evaluator'),
];

function refuse(name: string, instead: string, remedy: RemedyKind): Builtin {
  return {
    name,
    arity: 1,
    run() {
      throw new EvaluationError(
        'not-supported',
        `'${name}' would use the network, which the embedded evaluator never does`,
        undefined,
        instead,
        { kind: remedy },
      );
    },
  };
}
