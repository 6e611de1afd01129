import type { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, describeValue, force, type Slot, Thunk, type Value } from '../nix/index.ts';
import { listOf, textOf } from './decode-value.ts';
import { idsKeys } from './form/is-ids-file.ts';
import { isIdentity } from './identity-in-text.ts';
import type { IdAssignments, IdsFile, IdsIdentity, NumbersInUse, ReleasedNumbers } from './ids.ts';

const rangeKeys = ['from', 'run', 'targets', 'to'];

/**
 * Checks the value of an ids file and gives it types. Every part may be left out. In files of earlier versions
 * `released` and `releasedPerTarget` are lists of ids, the first released first. Wrong parts are left out of the
 * result and told to `findings`. O(assignments).
 */
export function decodeIds(value: Value, file: string, findings: Findings): IdsFile {
  const reader = new IdsReader(file, findings);
  const root = reader.set(value, 'the ids file', undefined);
  for (const key of root?.shape.names ?? []) {
    if (idsKeys.includes(key)) continue;
    const hint = didYouMean(key, idsKeys) ?? `an ids file has the keys ${idsKeys.join(', ')}`;
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
  const inUse = part('inUse', reader.ranges);
  const released = part('released', reader.releases);
  const lines = part('releasedPerTarget', reader.mapOf(reader.numbers));
  return {
    ids: part('ids', reader.mapOf(reader.number)),
    lastAssignments: part('lastAssignments', reader.number),
    lastAssignmentsPerTarget: part('lastAssignmentsPerTarget', reader.mapOf(reader.number)),
    released: lines.size === 0 ? released : addLines(released, lines),
    ...(inUse.size === 0 ? {} : { inUse }),
    ...(former.size === 0 ? {} : { former }),
    ...readIdentity(root, reader, file, findings),
  };
}

/**
 * Both or none: one alone says nothing, nor do such as no run writes. Then the file counts as one without, whose
 * rollback nobody notices, which is told.
 */
function readIdentity(
  root: AttributeSetValue | undefined,
  reader: IdsReader,
  file: string,
  findings: Findings,
): { readonly identity?: IdsIdentity } {
  const read = <T>(key: string, how: Reader<T>): T | undefined => {
    const slot = root?.get(key);
    return slot === undefined ? undefined : reader.attribute(slot, key, root?.positionOf(key), how);
  };
  const [lineage, serial] = [read('lineage', reader.text), read('serial', reader.number)];
  if (lineage !== undefined && serial !== undefined && isIdentity({ lineage, serial })) {
    return { identity: { lineage, serial } };
  }
  const [has, lacks] = root?.has('lineage') === true ? ['lineage', 'serial'] : ['serial', 'lineage'];
  // What is of another type is told as such.
  const isAlone = root?.has(has) === true && !root.has(lacks);
  const isWrong = lineage !== undefined && serial !== undefined;
  if (!isAlone && !isWrong) return {};
  const what = isAlone ? `a ${has} but no ${lacks}` : `the lineage "${lineage}" and the serial ${serial}`;
  const effect = 'it counts as one without, and nobody notices when it is rolled back';
  const message = `the ids file has ${what}, which no run writes: ${effect}`;
  const hint = 'bring back the file that a run wrote; or the next change by dydisnix id-assign gives it both anew';
  findings.warning('ids-lineage', message, { position: root?.positionOf(has), file, hint });
  return {};
}

/** Target → pool → its line there becomes part of what is released of the pool. */
function addLines(
  released: IdAssignments['released'],
  lines: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>,
): IdAssignments['released'] {
  const all = new Map<string, ReleasedNumbers[]>([...released].map(([pool, ranges]) => [pool, [...ranges]]));
  for (const [target, pools] of lines) {
    for (const [pool, ids] of pools) all.set(pool, [...(all.get(pool) ?? []), ...runsOf(ids, [target])]);
  }
  return all;
}

/** Ids in the order of their release, as if each were of a run of its own. */
function runsOf(ids: readonly number[], targets: readonly string[]): readonly ReleasedNumbers[] {
  return ids.map((id, i) => ({ run: i + 1, from: id, to: id, targets }));
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

  readonly text: Reader<string> = (value, what, position) =>
    textOf(value) ?? this.#refuse(value, what, 'a string', position);

  readonly numbers: Reader<readonly number[]> = (value, what, position) => {
    const list = listOf(value);
    if (list === undefined) return this.#refuse(value, what, 'a list', position);
    const numbers = list.map(slot =>
      this.#findings.attempt(() => this.number(force(slot), `an id in ${what}`, position)),
    );
    return numbers.filter(number => number !== undefined);
  };

  /** Ranges with the runs that released them; or ids, each of a run of its own. */
  readonly releases: Reader<readonly ReleasedNumbers[]> = (value, what, position) => {
    const list = listOf(value);
    if (list?.some(slot => typeof slot === 'number')) return runsOf(this.numbers(value, what, position) ?? [], []);
    return this.#rangesWith(value, what, position, ['from', 'to', 'run'])?.map(range => ({
      ...range,
      run: range.run ?? 0,
    }));
  };

  readonly ranges: Reader<readonly NumbersInUse[]> = (value, what, position) =>
    this.#rangesWith(value, what, position, ['from', 'to'])?.map(({ from, to, targets }) => ({ from, to, targets }));

  #rangesWith(
    value: Value,
    what: string,
    position: Position | undefined,
    numbers: readonly ('from' | 'to' | 'run')[],
  ): readonly (NumbersInUse & { readonly run?: number | undefined })[] | undefined {
    const list = listOf(value);
    if (list === undefined) return this.#refuse(value, what, 'a list', position);
    return list.flatMap(slot => {
      const range = this.#findings.attempt(() => this.set(force(slot), `a range in ${what}`, position));
      if (range === undefined) return [];
      const [from, to, run] = numbers.map(key => this.#rangeNumber(range, key, what));
      const extra = range.shape.names.find(name => !rangeKeys.includes(name) || (name === 'run' && numbers.length < 3));
      if (extra !== undefined) {
        const hint = `a range has the keys ${[...numbers, 'targets'].join(', ')}`;
        const place = { position: range.positionOf(extra), file: this.#file, hint };
        this.#findings.error('misspelt-key', `a range in ${what} has the unknown key "${extra}"`, place);
      }
      const targets = this.#targets(range, what);
      if (from === undefined || to === undefined || targets === undefined) return [];
      if (numbers.length > 2 && run === undefined) return [];
      if (from <= to) return [{ from, to, run, targets }];
      const message = `a range in ${what} is from ${from} to ${to}, which is backwards`;
      this.#findings.error('ids-file', message, { position: range.positionOf('from') ?? position, file: this.#file });
      return [];
    });
  }

  #rangeNumber(range: AttributeSetValue, key: string, what: string): number | undefined {
    const position = range.positionOf(key);
    return this.#findings.attempt(() =>
      this.number(force(range.get(key) ?? null), `${key} of a range in ${what}`, position),
    );
  }

  #targets(range: AttributeSetValue, what: string): readonly string[] | undefined {
    const slot = range.get('targets');
    if (slot === undefined) return [];
    const position = range.positionOf('targets');
    const value = this.#findings.attempt(() => force(slot));
    const list = value === undefined ? undefined : listOf(value);
    if (value !== undefined && list === undefined)
      this.#refuse(value, `targets of a range in ${what}`, 'a list', position);
    const names = list?.map(item => {
      const name = this.#findings.attempt(() => force(item));
      const text = name === undefined ? undefined : textOf(name);
      return text ?? (name === undefined ? undefined : this.#refuse(name, `a target of ${what}`, 'a string', position));
    });
    return names?.every(name => name !== undefined) ? names : undefined;
  }

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
