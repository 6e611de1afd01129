import { valueText } from '../../model/value-text.ts';
import { AttributeSetValue, NixFloat, NixPath, Thunk } from '../../nix/index.ts';

/**
 * A text of decoded models (maps, lists, plain objects, values of Nix in them) that is equal where these say the same:
 * where in a file something stands is left out, so is what is undefined, and packages are never evaluated. O(size).
 */
export function dataText(data: unknown): string {
  if (typeof data === 'string') return JSON.stringify(data);
  if (typeof data !== 'object' || data === null) return String(data);
  if (data instanceof AttributeSetValue) return writeMembers([...data.entries()].filter(([name]) => name !== 'pkg'));
  if (data instanceof NixFloat || data instanceof NixPath || data instanceof Thunk) return valueText(data);
  if (data instanceof Map) return writeMembers(data);
  if (Symbol.iterator in data) return `[${[...(data as Iterable<unknown>)].map(dataText).join(',')}]`;
  return writeMembers(Object.entries(data).filter(([name, value]) => name !== 'position' && value !== undefined));
}

function writeMembers(members: Iterable<readonly [unknown, unknown]>): string {
  return `{${[...members].map(([name, value]) => `${dataText(name)}:${dataText(value)}`).join(',')}}`;
}
