import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { EvaluationError } from '../error.ts';
import { expectPlainText, typeMismatch } from '../expect.ts';
import type { Frame, Run } from '../frame.ts';
import type { AttributeName, HasAttribute, Select } from '../parse/syntax.ts';
import {
  AttributeSetValue,
  blackhole,
  force,
  HintedSet,
  NixFunction,
  type Shape,
  type Slot,
  Thunk,
  type Value,
} from '../value.ts';
import { compile } from './compile.ts';
import { type Compiled, computed, constant } from './compiled.ts';
import type { Scope } from './scope.ts';

/** Compiles `subject.a.b` and `subject.a.b or alternative`. */
export function compileSelect({ subject, path, alternative }: Select, scope: Scope): Compiled {
  let current = compile(subject, scope);
  if (alternative === undefined) {
    for (const step of path) {
      current = 'name' in step ? selectFrom(current, step.name, step.at, scope) : selectComputed(current, step, scope);
    }
    return current;
  }
  const other = compile(alternative, scope).run;
  const find = findAlong(path, scope);
  const { run } = current;
  return computed(frame => {
    const slot = find(run(frame), frame);
    return slot === undefined ? other(frame) : force(slot);
  });
}

/** Compiles `subject ? a.b`. */
export function compileHasAttribute({ subject, path }: HasAttribute, scope: Scope): Compiled {
  const { run } = compile(subject, scope);
  const find = findAlong(path, scope);
  return computed(frame => find(run(frame), frame) !== undefined);
}

/** Compiles the selection of a name. Remembers where it was in the shape that came last. */
export function selectFrom(subject: Compiled, name: string, at: number, scope: Scope): Compiled {
  const known = subject.constant;
  if (known instanceof AttributeSetValue && !scope.unit.host.settings.everyThunk) {
    const slot = known.get(name);
    // [ builtins.map ] == [ builtins.map ] is false: functions are compared by their cells, and a selection makes a new
    // one.
    if (slot instanceof NixFunction) return { ...computed(() => slot), callee: slot };
    if (slot !== undefined) return constant(slot);
  }
  const { run } = subject;
  let shape: Shape | undefined;
  let index = 0;
  return computed(frame => {
    const set = run(frame);
    if (!(set instanceof AttributeSetValue)) throw notASet(set, name, scope.position(at));
    if (set.isLayered) return selectFromLayers(set, name, at, scope);
    if (set.shape !== shape) {
      const found = set.shape.indexOf(name);
      if (found < 0) throw missingAttribute(set, name, scope.position(at));
      shape = set.shape;
      index = found;
    }
    const slot = set.slots[index] as Slot;
    if (!(slot instanceof Thunk)) return slot;
    if (slot.code === undefined) return slot.payload as Value;
    if (slot.code === blackhole) throw selfReference(name, scope.position(at));
    return slot.force();
  });
}

/** Of sets in layers there is a new one after each update, so there is no place to remember. */
function selectFromLayers(set: AttributeSetValue, name: string, at: number, scope: Scope): Value {
  const slot = set.get(name);
  if (slot === undefined) throw missingAttribute(set, name, scope.position(at));
  if (slot instanceof Thunk && slot.code === blackhole) throw selfReference(name, scope.position(at));
  return force(slot);
}

function selfReference(name: string, position: Position): EvaluationError {
  const message = `infinite recursion encountered: the attribute '${name}' needs its own value to be computed`;
  return new EvaluationError('infinite-recursion', message, position);
}

function selectComputed(subject: Compiled, step: AttributeName, scope: Scope): Compiled {
  const { run } = subject;
  const nameOf = compileName(step, scope);
  const { at } = step;
  return computed(frame => {
    const set = run(frame);
    const name = nameOf(frame);
    if (!(set instanceof AttributeSetValue)) throw notASet(set, name, scope.position(at));
    const slot = set.get(name);
    if (slot === undefined) throw missingAttribute(set, name, scope.position(at));
    return force(slot);
  });
}

/** Follows a path as long as there are sets that have the attribute. */
function findAlong(path: readonly AttributeName[], scope: Scope): (value: Value, frame: Frame) => Slot | undefined {
  const names = path.map(step => compileName(step, scope));
  return (value, frame) => {
    let slot: Slot = value;
    for (let i = 0; i < names.length; i++) {
      const set = force(slot);
      const name = (names[i] as (frame: Frame) => string)(frame);
      if (!(set instanceof AttributeSetValue)) return undefined;
      const next = set.get(name);
      if (next === undefined) return undefined;
      slot = next;
    }
    return slot;
  };
}

function compileName(step: AttributeName, scope: Scope): (frame: Frame) => string {
  if ('name' in step) {
    const { name } = step;
    return () => name;
  }
  const run: Run = compile(step.expression, scope).run;
  const { at } = step;
  const { limits } = scope.unit;
  return frame => {
    const value = run(frame);
    const name = typeof value === 'string' ? value : expectPlainText(value, scope.position(at));
    // Names are looked up by their bytes.
    limits.readWhole(name);
    return name;
  };
}

/** The error for a selection from something that is no set. */
function notASet(value: Value, name: string, position: Position): EvaluationError {
  const error = typeMismatch('an attribute set', value, position);
  error.hint = `the attribute '${name}' is selected from it`;
  return error;
}

/** The error for an attribute that a set lacks: names the nearest spelling, or else where the set was written. */
export function missingAttribute(set: AttributeSetValue, name: string, position?: Position): EvaluationError {
  const place = set.shape.positions?.find(known => known !== undefined);
  const hints = [
    set instanceof HintedSet ? set.missingHint : didYouMean(name, set.shape.names),
    name === 'nix' ? 'if a file is meant: a path begins with ./' : undefined,
    place === undefined ? undefined : `the set is defined at ${place}`,
  ].filter(hint => hint !== undefined);
  return new EvaluationError(
    'missing-attribute',
    `attribute '${name}' missing`,
    position,
    hints.length > 0 ? hints.join('; ') : undefined,
  );
}
