/** What an expression of HCL gives. Texts are byte strings. */
export type HclValue = null | boolean | number | string | readonly HclValue[] | HclObject;

export type HclObject = ReadonlyMap<string, HclValue>;

/** What cannot be known here: a variable without a value, a function that reads files, a mistake. */
export class Unknown extends Error {}

/** The names that an expression knows: `var`, `local`, and those of a `for` around it. */
export type HclScope = (name: string) => HclValue;

export function isObject(value: HclValue): value is HclObject {
  return value instanceof Map;
}

export function isTuple(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}

/** The text of a value as `${…}` shows it. @throws Unknown for what has none */
export function toText(value: HclValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e15) return String(value);
  if (typeof value === 'boolean') return String(value);
  throw new Unknown();
}

/** A number, also one that is written as a text. @throws Unknown for others */
export function toNumber(value: HclValue): number {
  const number = typeof value === 'string' && /^-?\d{1,15}(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new Unknown();
}

/** @throws Unknown for what is no truth value */
export function toFlag(value: HclValue): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Unknown();
}

/** @throws Unknown for what is no list */
export function toList(value: HclValue | undefined): readonly HclValue[] {
  if (value === undefined || !isTuple(value)) throw new Unknown();
  return value;
}

/** @throws Unknown for what is no object */
export function toObject(value: HclValue | undefined): HclObject {
  if (value === undefined || !isObject(value)) throw new Unknown();
  return value;
}

/** Whether two values are the same, as `==` has it. O(size). */
export function areEqual(one: HclValue, other: HclValue): boolean {
  if (isTuple(one) && isTuple(other)) {
    return one.length === other.length && one.every((item, i) => areEqual(item, other[i] ?? null));
  }
  if (isObject(one) && isObject(other)) {
    return one.size === other.size && [...one].every(([key, item]) => areEqual(item, other.get(key) ?? null));
  }
  return one === other;
}
