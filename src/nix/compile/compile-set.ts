import { EvaluationError } from '../error.ts';
import { expectPlainText, typeMismatch } from '../expect.ts';
import type { Delay, Frame, Run } from '../frame.ts';
import type { AttributeSet, Bindings, StaticBinding } from '../parse/syntax.ts';
import { update } from '../update.ts';
import { AttributeSetValue, force, Shape, type Slot } from '../value.ts';
import { compile } from './compile.ts';
import { compileBinding, compileRecursiveBindings, type FillIn, Sources } from './compile-bindings.ts';
import { type Compiled, computed, constant, delayed, immediate, type Slots, SlotTemplate } from './compiled.ts';
import type { Scope } from './scope.ts';

/** Compiles `{ … }` and `rec { … }`. The shape is made here, once for all sets that the expression yields. */
export function compileSet(expression: AttributeSet, scope: Scope): Compiled {
  const { bindings, recursive } = expression;
  if (!recursive) {
    const set = compilePlain(bindings.statics, scope);
    return bindings.dynamics.length === 0 ? set : withDynamics(set.run, bindings, scope);
  }
  const inner = scope.inner();
  const set = compileRecursive(bindings, scope, inner);
  return bindings.dynamics.length === 0 ? computed(set) : withDynamics(set, bindings, inner);
}

function compilePlain(statics: readonly StaticBinding[], scope: Scope): Compiled {
  const sorted = sortByName(statics);
  let sources: Sources | undefined;
  const template = new SlotTemplate(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    const binding = sorted[i] as StaticBinding;
    const { value } = binding;
    if (value.kind === 'string' || value.kind === 'integer') template.putKnown(i, value.value);
    else if (binding.inherited === 'source') {
      sources ??= new Sources(scope);
      template.put(i, compileBinding(binding, scope, sources));
    } else template.put(i, compile(value, scope, binding.name));
  }
  return makingSets(shapeOf(sorted, scope), template.finish(), sources?.fillIn(), scope.layout.isRepeated);
}

function makingSets(shape: Shape, slots: Slots, fillSources: FillIn | undefined, isRepeated: boolean): Compiled {
  if (typeof slots !== 'function') {
    // A set that is made twice is two sets: printing tells them apart.
    if (isRepeated && slots.length > 0) return immediate(() => new AttributeSetValue(shape, slots));
    return constant(new AttributeSetValue(shape, slots));
  }
  if (fillSources === undefined) return computed(frame => new AttributeSetValue(shape, slots(frame)));
  return computed(frame => {
    fillSources(frame);
    return new AttributeSetValue(shape, slots(frame));
  });
}

function compileRecursive(bindings: Bindings, outer: Scope, inner: Scope): Run {
  const { statics } = bindings;
  const overridden = statics.some(({ name }) => name === '__overrides');
  const fill = compileRecursiveBindings(bindings, outer, inner, overridden);
  const sorted = sortByName(statics);
  const shape = shapeOf(sorted, outer);
  const indices = sorted.map(({ name }) => inner.names.get(name) as number);
  const run: Run = frame => {
    fill(frame);
    const slots = new Array<Slot>(indices.length);
    for (let i = 0; i < indices.length; i++) slots[i] = frame[indices[i] as number] as Slot;
    return new AttributeSetValue(shape, slots);
  };
  return overridden ? withOverrides(run, statics, inner) : run;
}

/** The attributes of `__overrides` replace those of the set, for the set itself and for what refers to its names. */
function withOverrides(run: Run, statics: readonly StaticBinding[], inner: Scope): Run {
  const indices = new Map(statics.map(({ name }) => [name, inner.names.get(name) as number]));
  const at = statics.find(({ name }) => name === '__overrides')?.at ?? 0;
  return frame => {
    const set = run(frame) as AttributeSetValue;
    const overrides = force(set.get('__overrides') as Slot);
    if (!(overrides instanceof AttributeSetValue))
      throw typeMismatch('an attribute set', overrides, inner.position(at));
    for (const [name, slot] of overrides.entries()) {
      const index = indices.get(name);
      if (index !== undefined) frame[index] = slot;
    }
    return update(set, overrides);
  };
}

/**
 * Adds the attributes whose names are computed; a name that is null adds nothing, one that is there already is an
 * error.
 */
function withDynamics(run: Run, { dynamics }: Bindings, scope: Scope): Compiled {
  const steps = dynamics.map(({ at, name, value }) => ({
    name: compile(name, scope).run,
    delay: delayed(compile(value, scope)) as Delay,
    at,
    nameAt: name.at,
  }));
  return computed((frame: Frame) => {
    const set = run(frame) as AttributeSetValue;
    const added = new Map<string, { slot: Slot; at: number }>();
    for (const step of steps) {
      const value = step.name(frame);
      if (value === null) continue;
      const name = expectPlainText(value, scope.position(step.nameAt));
      if (set.has(name) || added.has(name)) {
        const place = set.positionOf(name) ?? scope.position(added.get(name)?.at ?? step.at);
        throw new EvaluationError(
          'type',
          `the attribute '${name}' is already defined at ${place}`,
          scope.position(step.at),
        );
      }
      added.set(name, { slot: step.delay(frame), at: step.at });
    }
    if (added.size === 0) return set;
    const names = [...added.keys()].sort((a, b) => (a < b ? -1 : 1));
    const shape = new Shape(
      names,
      names.map(name => scope.position(added.get(name)?.at ?? 0)),
    );
    const slots = names.map(name => added.get(name)?.slot as Slot);
    return update(set, new AttributeSetValue(shape, slots));
  });
}

/** Most sets are small, and many sorted already: insertion sort for them. */
function sortByName(statics: readonly StaticBinding[]): readonly StaticBinding[] {
  if (statics.length > 16) return statics.slice().sort((a, b) => (a.name < b.name ? -1 : 1));
  let sorted: StaticBinding[] | undefined;
  for (let i = 1; i < statics.length; i++) {
    const binding = statics[i] as StaticBinding;
    if (((sorted ?? statics)[i - 1] as StaticBinding).name < binding.name) continue;
    sorted ??= statics.slice();
    let j = i;
    for (; j > 0 && (sorted[j - 1] as StaticBinding).name > binding.name; j--)
      sorted[j] = sorted[j - 1] as StaticBinding;
    sorted[j] = binding;
  }
  return sorted ?? statics;
}

function shapeOf(sorted: readonly StaticBinding[], scope: Scope): Shape {
  const names = new Array<string>(sorted.length);
  const offsets = new Array<number>(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    const { name, at } = sorted[i] as StaticBinding;
    names[i] = name;
    offsets[i] = at;
  }
  return new Shape(names, offsets, scope.unit.source);
}
