import { Position, type Source } from '../../base/source.ts';
import { type AttributeSet, type Expression, isExpression } from '../parse/syntax.ts';

/**
 * The hint for an undefined variable at an offset, where a set around it has an attribute of that name but is no `rec`:
 * then its attributes do not see each other. Undefined where there is no such set. Linear; runs after an error only.
 */
export function hintAtPlainSet(tree: Expression, source: Source, offset: number): string | undefined {
  const [name] = /^[A-Za-z_][A-Za-z0-9_'-]*/.exec(source.text.slice(offset, offset + 200)) ?? [];
  const around: AttributeSet[] = [];
  if (name === undefined || !enclose(tree, offset, around)) return undefined;
  const set = around
    .reverse()
    .find(({ bindings }) => bindings.statics.some(binding => binding.name === name && binding.inherited !== 'scope'));
  if (set === undefined) return undefined;
  return `the set at ${new Position(source, set.at)} has the attribute '${name}', but only the attributes of rec { ... } see each other`;
}

/** Collects the plain sets around the variable at an offset, outermost first; false where there is no such variable. */
function enclose(node: unknown, offset: number, around: AttributeSet[]): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (isExpression(node)) {
    if (node.kind === 'variable') return node.at === offset;
    if (node.kind === 'set' && !node.recursive) {
      around.push(node);
      if (enclose(node.bindings, offset, around)) return true;
      around.pop();
      return false;
    }
  }
  return Object.values(node).some(child => enclose(child, offset, around));
}
