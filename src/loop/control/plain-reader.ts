import type { Description } from './description.ts';

/**
 * Reads plain data of one shape: what is not as it must be is told with the path to it, and reading goes on with
 * something harmless, so that all faults are told at once.
 */
export type PlainReader<T> = (value: unknown, path: string, faults: string[]) => T;

function fault(value: unknown, path: string, expected: string, faults: string[]): void {
  const shown = value === undefined ? 'is missing' : `is ${JSON.stringify(value)?.slice(0, 40)}`;
  faults.push(`${path === '' ? 'the whole' : path} ${shown}, but must be ${expected}`);
}

export const readText: PlainReader<string> = (value, path, faults) => {
  if (typeof value === 'string') return value;
  fault(value, path, 'a string', faults);
  return '';
};

export const readFlag: PlainReader<boolean> = (value, path, faults) => {
  if (typeof value === 'boolean') return value;
  fault(value, path, 'true or false', faults);
  return false;
};

/** A time, which may have a fraction. */
export const readNumber: PlainReader<number> = (value, path, faults) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  fault(value, path, 'a number', faults);
  return 0;
};

/** A count. */
export const readCount: PlainReader<number> = (value, path, faults) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  fault(value, path, 'a whole number of at least 0', faults);
  return 0;
};

/** Data of any shape. */
export const readDescription: PlainReader<Description> = (value, path, faults) => {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (Array.isArray(value)) return value.map((one, i) => readDescription(one, `${path}[${i}]`, faults));
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, own]) => [name, readDescription(own, `${path}.${name}`, faults)]),
    );
  }
  fault(value, path, 'data', faults);
  return null;
};

/** One of some words. */
export function readWord<T extends string>(words: readonly [T, ...T[]]): PlainReader<T> {
  return (value, path, faults) => {
    const word = words.find(one => one === value);
    if (word === undefined) fault(value, path, words.join(' or '), faults);
    return word ?? words[0];
  };
}

export function readOrNull<T>(read: PlainReader<T>): PlainReader<T | null> {
  return (value, path, faults) => (value === null ? null : read(value, path, faults));
}

export function readList<T>(read: PlainReader<T>): PlainReader<readonly T[]> {
  return (value, path, faults) => {
    if (Array.isArray(value)) return value.map((one, i) => read(one, `${path}[${i}]`, faults));
    fault(value, path, 'a list', faults);
    return [];
  };
}

/** A set that has just these members. */
export function readRecord<T extends object>(
  readers: { readonly [key in keyof T]: PlainReader<T[key]> },
): PlainReader<T> {
  const names = Object.keys(readers);
  return (value, path, faults) => {
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isRecord) fault(value, path, 'a set', faults);
    const members = new Map<string, unknown>(isRecord ? Object.entries(value) : []);
    for (const name of members.keys()) if (!names.includes(name)) faults.push(`${join(path, name)} is unknown`);
    // Where the whole is no set, that is the fault, and not each member that is missing in it.
    const inner = isRecord ? faults : [];
    // It is filled member by member, which no type can say.
    const result = {} as { -readonly [key in keyof T]: T[key] };
    for (const name in readers) result[name] = readers[name](members.get(name), join(path, name), inner);
    return result;
  };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
