import { didYouMean } from '../../base/suggest.ts';
import { EvaluationError } from '../error.ts';
import { typeMismatch } from '../expect.ts';
import type { Delay, Frame, FrameEntry, Run } from '../frame.ts';
import type { Variable } from '../parse/syntax.ts';
import { AttributeSetValue, blackhole, force, type Shape, type Slot, Thunk, type Value } from '../value.ts';
import { type Compiled, computed, constant, type Ready } from './compiled.ts';
import type { Place, Scope } from './scope.ts';

/** Compiles the use of a name. */
export function compileVariable({ name, at }: Variable, scope: Scope): Compiled {
  const meaning = scope.resolve(name);
  if (meaning === undefined) throw undefinedVariable(name, at, scope);
  switch (meaning.kind) {
    case 'constant':
      return constant(meaning.slot);
    case 'with':
      return computed(lookUp(name, at, meaning.places, scope));
    case 'place':
      return new Local(meaning.place, name, at, scope);
  }
}

/** The entry of a place. Written out for the innermost functions, where nearly all variables are. */
export function entryAt({ depth, index }: Place): (frame: Frame) => FrameEntry {
  switch (depth) {
    case 0:
      return frame => frame[index];
    case 1:
      return frame => (frame[0] as Frame)[index];
    case 2:
      return frame => ((frame[0] as Frame)[0] as Frame)[index];
    default:
      return frame => {
        let target = frame;
        for (let i = 0; i < depth; i++) target = target[0] as Frame;
        return target[index];
      };
  }
}

/** A variable with a place. It is passed on as it is where its value is not needed yet. */
class Local implements Compiled {
  readonly place: Place;
  readonly name: string;
  readonly at: number;
  readonly scope: Scope;

  constructor(place: Place, name: string, at: number, scope: Scope) {
    this.place = place;
    this.name = name;
    this.at = at;
    this.scope = scope;
  }

  get constant(): undefined {
    return undefined;
  }

  get run(): Run {
    return runAt(this);
  }

  get delay(): Delay {
    return delayAt(this);
  }

  get ready(): Ready {
    return readyAt(this.place);
  }

  /** The error for a variable whose value needs itself. */
  selfReference(): EvaluationError {
    const message = `infinite recursion encountered: '${this.name}' needs its own value to be computed`;
    return new EvaluationError('infinite-recursion', message, this.scope.position(this.at));
  }
}

/** Forces in place, without a call where the value is there already: variables are most of what runs. */
function runAt(local: Local): Run {
  const { depth, index } = local.place;
  if (depth === 0) {
    return frame => {
      const slot = frame[index] as Slot;
      if (!(slot instanceof Thunk)) return slot;
      if (slot.code === undefined) return slot.payload as Value;
      if (slot.code === blackhole) throw local.selfReference();
      return slot.force();
    };
  }
  if (depth === 1) {
    return frame => {
      const slot = (frame[0] as Frame)[index] as Slot;
      if (!(slot instanceof Thunk)) return slot;
      if (slot.code === undefined) return slot.payload as Value;
      if (slot.code === blackhole) throw local.selfReference();
      return slot.force();
    };
  }
  const entry = entryAt(local.place);
  return frame => {
    const slot = entry(frame) as Slot;
    if (!(slot instanceof Thunk)) return slot;
    if (slot.code === undefined) return slot.payload as Value;
    if (slot.code === blackhole) throw local.selfReference();
    return slot.force();
  };
}

/** A variable that is still being set up, by the `let` or `rec` that this code is part of, needs a thunk. */
function delayAt(local: Local): Delay {
  const { depth, index } = local.place;
  if (depth === 0) {
    return frame => {
      const slot = frame[index] as Slot | undefined;
      return slot === undefined ? new Thunk(runAt(local), frame) : slot;
    };
  }
  const entry = entryAt(local.place);
  return frame => {
    const slot = entry(frame) as Slot | undefined;
    return slot === undefined ? new Thunk(runAt(local), frame) : slot;
  };
}

/** The value of a variable that has been computed already. */
function readyAt(place: Place): Ready {
  const entry = entryAt(place);
  return frame => {
    const slot = entry(frame) as Slot | undefined;
    if (!(slot instanceof Thunk)) return slot;
    return slot.code === undefined ? (slot.payload as Value) : undefined;
  };
}

/**
 * Looks a name up in the sets of the enclosing `with`s, innermost first. Remembers where it was in the shapes that came
 * last.
 */
function lookUp(name: string, at: number, places: readonly Place[], scope: Scope): Run {
  const entries = places.map(entryAt);
  const shapes = new Array<Shape | undefined>(places.length).fill(undefined);
  const indices = new Array<number>(places.length).fill(-1);
  return frame => {
    for (let i = 0; i < entries.length; i++) {
      const set = force((entries[i] as (frame: Frame) => FrameEntry)(frame) as Slot);
      if (!(set instanceof AttributeSetValue)) throw typeMismatch('an attribute set', set, scope.position(at));
      if (set.shape !== shapes[i]) {
        shapes[i] = set.shape;
        indices[i] = set.shape.indexOf(name);
      }
      const index = indices[i] as number;
      if (index >= 0) return force(set.slots[index] as Slot);
    }
    const known = entries.flatMap(entry => {
      const set = force(entry(frame) as Slot);
      return set instanceof AttributeSetValue ? set.shape.names : [];
    });
    throw undefinedVariable(name, at, scope, known);
  };
}

/** What other languages say for `null`. */
const otherNulls: ReadonlySet<string> = new Set(['None', 'nil', 'NULL', 'undefined']);

function undefinedVariable(name: string, at: number, scope: Scope, more: readonly string[] = []): EvaluationError {
  const isBuiltin = scope.unit.globals.has(`__${name}`);
  const guess = otherNulls.has(name) ? 'did you mean "null"?' : didYouMean(name, [...scope.visibleNames(), ...more]);
  return new EvaluationError(
    'undefined-variable',
    `undefined variable '${name}'`,
    scope.position(at),
    isBuiltin ? `write builtins.${name}` : guess,
  );
}
