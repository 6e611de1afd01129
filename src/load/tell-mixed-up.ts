import { type Diagnostic, UserError } from '../base/diagnostic.ts';
import { withArticle } from '../base/with-article.ts';
import { isForeignKind } from '../model/form/recognise-foreign.ts';
import type { ModelKind } from '../model/form/recognise-outline.ts';
import type { Evaluator } from './evaluator.ts';
import type { LoadRequest } from './load-request.ts';
import { readModelText } from './read-data.ts';
import { recogniseModel } from './recognise-model.ts';
import type { World } from './world.ts';

/**
 * Models that were given in each other's place: an error for each file that plainly is another model than it was given
 * as. For models that are wrong, since what is said of such a one leads astray. O(size of the files).
 */
export function tellMixedUp(
  { services, infrastructure, distribution }: LoadRequest,
  evaluator: Evaluator,
  world: World,
): readonly Diagnostic[] {
  const given: readonly (readonly [ModelKind, string | undefined])[] = [
    ['services model', services],
    ['infrastructure model', infrastructure],
    ['distribution', distribution],
  ];
  const kinds = given.map(([, file]) => (file === undefined ? undefined : recogniseFile(file, evaluator, world)));
  return given.flatMap(([asked, file], i): Diagnostic[] => {
    const found = kinds[i];
    if (file === undefined || found === undefined || found === asked || isReadAs(found, asked)) return [];
    if (isForeignKind(found)) return []; // It was refused when it was read, with how to go on.
    const other = given.find(([kind], j) => kind === found && kinds[j] === asked)?.[1];
    return [
      {
        severity: 'error',
        code: 'models-mixed-up',
        message: `"${file}" is given as the ${asked}, but it is ${withArticle(found)}`,
        file,
        hint:
          other === undefined
            ? `give it as what it is, and another file as the ${asked}`
            : `"${other}" is ${withArticle(asked)}: the two are swapped`,
      },
    ];
  });
}

/** What can be read as another model beside what it is. */
function isReadAs(found: ModelKind, asked: ModelKind): boolean {
  if (found === 'Nix function') return true;
  return found === 'network of NixOS machines' && asked === 'infrastructure model';
}

function recogniseFile(file: string, evaluator: Evaluator, world: World): ModelKind | undefined {
  try {
    const { name, text } = readModelText(file, evaluator, world) ?? { name: file, text: '' };
    return recogniseModel(name, text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
