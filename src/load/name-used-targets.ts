import { InputError } from '../base/diagnostic.ts';
import { Source } from '../base/source.ts';
import { type Expression, isExpression, parse, type Select } from '../nix/index.ts';

/**
 * The targets that the text of a distribution speaks of as `infrastructure.NAME`: enough to read it without the
 * infrastructure model. A text that is no function of `{ infrastructure }` has none. O(length of the text).
 * @param hint how to give the model
 * @throws UserError when the text uses `infrastructure` in another way, or is no Nix
 */
export function nameUsedTargets(file: string, text: string, hint?: string): ReadonlySet<string> {
  const names = new Set<string>();
  const tree = parse(new Source(file, text));
  if (tree.kind !== 'lambda') return names;
  const open: unknown[] = [tree.body];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    const name = isExpression(node) ? readTargetName(node) : undefined;
    if (name !== undefined) names.add(name);
    else if (isExpression(node) && isInfrastructure(node)) throw needsModel(file, hint);
    else open.push(...Object.values(node));
  }
  return names;
}

function isInfrastructure(node: Expression): boolean {
  return node.kind === 'variable' && node.name === 'infrastructure';
}

/** The name in `infrastructure.NAME`, and nothing for `infrastructure.NAME.properties` and the like. */
function readTargetName(node: Expression): string | undefined {
  if (node.kind !== 'select' || !isInfrastructure(node.subject) || isMore(node)) return undefined;
  const [step] = node.path;
  return step !== undefined && 'name' in step ? step.name : undefined;
}

function isMore({ path, alternative }: Select): boolean {
  return path.length > 1 || alternative !== undefined;
}

function needsModel(file: string, hint: string | undefined): Error {
  const message = `"${file}" does more with the infrastructure than to name its targets`;
  return new InputError([{ severity: 'error', code: 'usage', message, hint }]);
}
