import { aboutService, aboutTarget } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { suggestNames } from '../base/suggest.ts';
import { readAttribute, textOf } from '../model/decode-value.ts';
import { AttributeSetValue, force, type Host, lazy, type Slot, type Value } from '../nix/index.ts';

/** What models are taken to say instead of what they say; the files stay as they are. */
export interface ModelChanges {
  readonly properties: readonly ChangedProperty[];
  readonly targets: readonly AddedTarget[];
  /** Where paths in values begin: an absolute path. */
  readonly folder: string;
}

/** A property of a service that has another value. */
export interface ChangedProperty {
  /** What messages call the change. */
  readonly what: string;
  /** `SERVICE.PROPERTY`; a service may have dots in its name, and so may what is inside a property. */
  readonly path: string;
  readonly value: { readonly nix: string } | { readonly text: string };
}

/** A target that is like another one, but for its name. */
export interface AddedTarget {
  readonly name: string;
  readonly like: string;
}

/**
 * A services model with changed properties. Other services that use the value of a changed one in the model itself see
 * the old one: only planners see the new one. What is wrong goes to `findings`. O(services) for each change.
 */
export function changeServices(
  model: Value,
  { properties, folder }: ModelChanges,
  host: Host,
  findings: Findings,
): Value {
  let changed = model;
  for (const { what, path, value } of properties) {
    if (!(changed instanceof AttributeSetValue)) return changed;
    const { names } = changed.shape;
    const service = names.filter(name => path.startsWith(`${name}.`)).sort((a, b) => b.length - a.length)[0];
    if (service === undefined) {
      const name = path.replace(/\..*$/s, '');
      const hint = suggestNames(name, names, 'service');
      findings.error('what-if', `${what}: there is no service "${name}"`, { hint, subject: aboutService(name) });
      continue;
    }
    const slot = 'text' in value ? value.text : findings.attempt(() => host.evaluateText(what, value.nix, folder));
    const own = changed.get(service);
    if (slot === undefined || own === undefined) continue;
    const property = path.slice(service.length + 1).split('.');
    const set = changed;
    const other = lazy(() => {
      const old = force(own);
      return old instanceof AttributeSetValue ? setAttribute(old, property, slot) : old;
    });
    changed = setAttribute(set, [service], other);
  }
  return changed;
}

/** An infrastructure model with more targets. What is wrong goes to `findings`. */
export function addTargets(model: Value, { targets }: ModelChanges, findings: Findings): Value {
  let changed = model;
  for (const { name, like } of targets) {
    if (!(changed instanceof AttributeSetValue)) return changed;
    const { names } = changed.shape;
    const original = changed.get(like);
    if (original === undefined) {
      findings.error('what-if', `"${name}" is to be like "${like}", which is no target`, {
        hint: suggestNames(like, names, 'target'),
        subject: aboutTarget(name),
      });
    } else if (changed.has(name))
      findings.error('what-if', `the target "${name}" is to be added, but is there already`, {
        subject: aboutTarget(name),
      });
    else changed = setAttribute(changed, [name], renameTarget(force(original), like, name));
  }
  return changed;
}

/** The same target under another name, also as it is reached. */
function renameTarget(target: Value, from: string, to: string): Value {
  if (!(target instanceof AttributeSetValue)) {
    return target;
  }
  const said = readAttribute(target, 'targetProperty');
  const property = (said && textOf(said.value)) ?? 'hostname';
  const inside = readAttribute(target, 'properties')?.value;
  if (inside instanceof AttributeSetValue) {
    return inside.has(property) ? setAttribute(target, ['properties', property], to) : target;
  }
  return target.has(property) || from === to ? setAttribute(target, [property], to) : target;
}

/** A set where an attribute, at a path of names, has another value. Other attributes know where they are written. */
function setAttribute(set: AttributeSetValue, path: readonly string[], slot: Slot): AttributeSetValue {
  const [name = '', ...rest] = path;
  const old = set.get(name);
  const inner = rest.length === 0 ? slot : setAttribute(expectSet(old), rest, slot);
  if (old === undefined) return AttributeSetValue.from([...set.entries(), [name, inner]]);
  return new AttributeSetValue(
    set.shape,
    set.slots.map((one, i) => (set.shape.names[i] === name ? inner : one)),
  );
}

/** What is not there yet, or is no set, becomes one. */
function expectSet(slot: Slot | undefined): AttributeSetValue {
  const value = slot === undefined ? undefined : force(slot);
  return value instanceof AttributeSetValue ? value : AttributeSetValue.empty;
}
