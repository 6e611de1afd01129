import type { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, describeValue, force, type Slot, Thunk, type Value } from '../nix/index.ts';
import { listOf } from './decode-value.ts';
import type { IdAssignments } from './ids.ts';

const keys = ['former', 'ids', 'lastAssignments', 'lastAssignmentsPerTarget', 'released', 'releasedPerTarget'];

/**
 * Checks the value of an ids file and gives it types. Every part may be left out. Wrong parts are left out of the
 * result and told to `findings`. O(assignments).
 */
export function decodeIds(value: Value, file: string, findings: Findings): IdAssignments {
  const reader = new IdsReader(file, findings);
  const root = reader.set(value, 'the ids file', undefined);
  for (const key of root?.shape.names ?? []) {
    if (keys.includes(key)) continue;
    const hint = didYouMean(key, keys) ?? `an ids file has the keys ${keys.join(', ')}`;
    findings.error('misspelt-key', `the ids file has the unknown key "${key}"`, {
      position: root?.positionOf(key),
      file,
      hint,
    });
  }
  const part = <T>(key: string, read: Reader<T>): ReadonlyMap<string, T> => {
    const slot = root?.get(key);
    if (slot === undefined) return new Map();
    return reader.attribute(slot, key, root?.positionOf(key), reader.mapOf(read)) ?? new Map();
  };
  const former = part('former', reader.mapOf(reader.number));
  return {
    ids: part('ids', reader.mapOf(reader.number)),
    lastAssignments: part('lastAssignments', reader.number),
    lastAssignmentsPerTarget: part('lastAssignmentsPerTarget', reader.mapOf(reader.number)),
    released: part('released', reader.numbers),
    releasedPerTarget: part('releasedPerTarget', reader.mapOf(reader.numbers)),
    ...(former.size === 0 ? {} : { former }),
  };
}

/** Reads a value that messages call `what`; undefined when it is wrong, which it then has told. */
type Reader<T> = (value: Value, what: string, position: Position | undefined) => T | undefined;

class IdsReader {
  readonly #file: string;
  readonly #findings: Findings;

  constructor(file: string, findings: Findings) {
    this.#file = file;
    this.#findings = findings;
  }

  readonly set: Reader<AttributeSetValue> = (value, what, position) =>
    value instanceof AttributeSetValue ? value : this.#refuse(value, what, 'an attribute set', position);

  readonly number: Reader<number> = (value, what, position) =>
    typeof value === 'number' && value >= 0
      ? value
      : this.#refuse(value, what, 'a whole number from 0 to 2^53', position);

  readonly numbers: Reader<readonly number[]> = (value, what, position) => {
    const list = listOf(value);
    if (list === undefined) return this.#refuse(value, what, 'a list', position);
    const numbers = list.map(slot =>
      this.#findings.attempt(() => this.number(force(slot), `an id in ${what}`, position)),
    );
    return numbers.filter(number => number !== undefined);
  };

  mapOf<T>(read: Reader<T>): Reader<ReadonlyMap<string, T>> {
    return (value, what, position) => {
      const set = this.set(value, what, position);
      if (set === undefined) return undefined;
      const { names, positions } = set.shape;
      const map = new Map<string, T>();
      const isNumbers = (read as unknown) === this.number;
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as string;
        const slot = set.slots[i] as Slot;
        // A million times: without making the words for a message that is not needed.
        const element =
          typeof slot === 'number' && isId(slot) && isNumbers
            ? (slot as T)
            : this.attribute(slot, `${what}.${name}`, positions?.[i], read);
        if (element !== undefined) map.set(name, element);
      }
      return map;
    };
  }

  attribute<T>(slot: Slot, what: string, position: Position | undefined, read: Reader<T>): T | undefined {
    // What is computed already cannot fail, and is the rule in a file that this program wrote.
    if (!(slot instanceof Thunk)) return read(slot, what, position);
    return this.#findings.attempt(() => read(force(slot), what, position));
  }

  #refuse(value: Value, what: string, wanted: string, position: Position | undefined): undefined {
    const shown = typeof value === 'number' || typeof value === 'bigint' ? String(value) : describeValue(value);
    this.#findings.error('ids-file', `${what} is ${shown}, but must be ${wanted}`, { position, file: this.#file });
    return undefined;
  }
}

function isId(number: number): boolean {
  return number >= 0;
}
