import { AttributeSetValue, force, isList, Shape, type Slot, type Value } from '../../nix/index.ts';
import { textOf } from '../decode-value.ts';

/**
 * The model in what a command prints with `--json`: a planner has the distribution beside other things, and apart from
 * it the containers that it names; the ids stand among what changed. Any other value is the model itself. O(size).
 */
export function partOfReport(value: Value, what: 'distribution' | 'ids file'): Value {
  if (!(value instanceof AttributeSetValue)) return value;
  if (what === 'ids file')
    return withoutNames(value, ['changes', 'findings', 'foreign', 'held', 'interrupted', 'version']);
  const part = attributeOf(value, 'distribution');
  // Nothing was deployed yet.
  if (part === null && value.has('version')) return null;
  // A service may be called so, too.
  if (!(part instanceof AttributeSetValue) || (part.size === 1 && part.has('targets'))) return value;
  const containers = attributeOf(value, 'containers');
  return containers instanceof AttributeSetValue ? withContainers(part, containers) : part;
}

/** Where `dydisnix import --json` has each model. */
const imported: ReadonlyMap<string, string> = new Map([
  ['services model', 'services'],
  ['infrastructure model', 'infrastructure'],
  ['policy', 'placement'],
]);

/**
 * The same for models that are printed together, as imported ones are. A report that has no such model in it is
 * undefined: its members would be told as services or machines that are wrong.
 */
export function modelOfReport(value: Value, what: string): Value | undefined {
  const name = imported.get(what);
  if (name === undefined || !isReport(value)) return value;
  const part = attributeOf(value, name);
  return part instanceof AttributeSetValue ? part : undefined;
}

/** Everything that is printed with `--json` has a version, which no service and no machine is. */
function isReport(value: Value): value is AttributeSetValue {
  if (!(value instanceof AttributeSetValue)) return false;
  const version = attributeOf(value, 'version');
  return typeof version === 'number' || typeof version === 'bigint';
}

/** Whether a value is printed by a command and has no distribution in it. */
export function isOtherReport(value: Value): boolean {
  return isReport(value) && !value.has('distribution');
}

function withoutNames(set: AttributeSetValue, names: readonly string[]): AttributeSetValue {
  if (!names.some(name => set.has(name))) return set;
  const kept = set.shape.names.flatMap((name, i) => (names.includes(name) ? [] : [i]));
  const positions = set.shape.positions;
  const shape = new Shape(
    kept.map(i => set.shape.names[i] ?? ''),
    positions === undefined ? undefined : kept.map(i => positions[i]),
  );
  return new AttributeSetValue(
    shape,
    kept.map(i => set.slots[i] ?? null),
  );
}

/** Service → target → containers, put back into the distribution: `{ targets = [ { target; container; } ]; }`. */
function withContainers(distribution: AttributeSetValue, containers: AttributeSetValue): AttributeSetValue {
  const slots = distribution.shape.names.map((service, i): Slot => {
    const places = distribution.slots[i] ?? null;
    const named = attributeOf(containers, service);
    const list = force(places);
    if (!(named instanceof AttributeSetValue) || !isList(list)) return places;
    const mappings = list.flatMap((target): readonly Slot[] => {
      const inside = attributeOf(named, textOf(force(target)) ?? '') ?? null;
      if (!isList(inside)) return [AttributeSetValue.from([['target', target]])];
      return inside.map(container =>
        AttributeSetValue.from([
          ['container', container],
          ['target', target],
        ]),
      );
    });
    return AttributeSetValue.from([['targets', mappings]]);
  });
  return new AttributeSetValue(distribution.shape, slots);
}

function attributeOf(set: AttributeSetValue, name: string): Value | undefined {
  const slot = set.get(name);
  return slot === undefined ? undefined : force(slot);
}
