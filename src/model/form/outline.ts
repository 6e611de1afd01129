import { AttributeSetValue, type Expression, isList, type Slot, Thunk } from '../../nix/index.ts';
import { textOf } from '../decode-value.ts';

/** What of a model can be seen without evaluating it. */
export interface Outline {
  /** The arguments of the outermost function; undefined where it has no set pattern, or is no function. */
  readonly formals?: readonly string[] | undefined;
  /** The attributes of a set. */
  readonly entries?: ReadonlyMap<string, Outline> | undefined;
  /** The elements of a list. */
  readonly items?: readonly Outline[] | undefined;
  readonly isText?: boolean | undefined;
}

/** A model has what it is told by on its first three levels, and in any of its first entries. */
const [depthLimit, widthLimit] = [4, 200];

/** The outline of an expression: functions, `let`, `with` and `assert` are looked through. O(1), for it is cut. */
export function outlineOf(expression: Expression, depth = 0): Outline {
  if (depth > depthLimit) return {};
  switch (expression.kind) {
    case 'lambda': {
      const inner = outlineOf(expression.body, depth);
      return { ...inner, formals: expression.formals?.list.map(({ name }) => name) ?? inner.formals };
    }
    case 'let':
    case 'with':
    case 'assert':
      return outlineOf(expression.body, depth);
    case 'set': {
      const statics = expression.bindings.statics.slice(0, widthLimit);
      return { entries: new Map(statics.map(({ name, value }) => [name, outlineOf(value, depth + 1)])) };
    }
    case 'list':
      return { items: expression.items.slice(0, widthLimit).map(item => outlineOf(item, depth + 1)) };
    case 'string':
      return { isText: true };
    default:
      return {};
  }
}

/** The outline of a value that is computed already, as data read from JSON or YAML is. */
export function outlineOfValue(value: Slot, depth = 0): Outline {
  if (depth > depthLimit || value instanceof Thunk) return {};
  if (value instanceof AttributeSetValue) {
    const names = value.shape.names.slice(0, widthLimit);
    return { entries: new Map(names.map(name => [name, outlineOfValue(value.get(name) ?? null, depth + 1)])) };
  }
  if (isList(value)) return { items: value.slice(0, widthLimit).map(item => outlineOfValue(item, depth + 1)) };
  return { isText: textOf(value) !== undefined };
}
