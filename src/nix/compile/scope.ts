import type { Source } from '../../base/source.ts';
import { Position } from '../../base/source.ts';
import { blankFrame, type Frame } from '../frame.ts';
import type { Host } from '../host.ts';
import type { Limits } from '../limits.ts';
import type { Slot } from '../value.ts';

/** What all the code of one file shares. */
export interface Unit {
  readonly source: Source;
  /** Relative paths start here. */
  readonly folder: string;
  readonly host: Host;
  readonly limits: Limits;
  /** The names that every file can use, and those of `scopedImport`. */
  readonly globals: ReadonlyMap<string, Slot>;
}

/** How many entries the frame of a function has; grows while its body is compiled. */
export class FrameLayout {
  size = 1;
  /** Whether the code may run more than once: that of a function. */
  readonly isRepeated: boolean;

  constructor(isRepeated: boolean) {
    this.isRepeated = isRepeated;
  }

  /** The index of a new entry. */
  allot(): number {
    return this.size++;
  }
}

/** Where a variable is: so many functions outwards, then at this index of the frame. */
export interface Place {
  readonly depth: number;
  readonly index: number;
}

/**
 * What a name means: a place, a value known at compile time, or whatever the sets of the enclosing `with`s say,
 * innermost first.
 */
export type Meaning =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'constant'; readonly slot: Slot }
  | { readonly kind: 'with'; readonly places: readonly Place[] };

/** A scope at compile time: the names of one `let`, `rec` or function, or one `with`. */
export class Scope {
  readonly unit: Unit;
  readonly layout: FrameLayout;
  readonly parent: Scope | undefined;
  /** An index in the frame of `layout`, or the value of a name that is known now. */
  readonly names: Map<string, number | { readonly constant: Slot }>;
  /** Where the set of a `with` is. */
  readonly withIndex: number | undefined;

  private constructor(
    unit: Unit,
    layout: FrameLayout,
    parent: Scope | undefined,
    names: Map<string, number | { readonly constant: Slot }>,
    withIndex?: number,
  ) {
    this.unit = unit;
    this.layout = layout;
    this.parent = parent;
    this.names = names;
    this.withIndex = withIndex;
  }

  /** The scope of a whole file. */
  static forUnit(unit: Unit): Scope {
    return new Scope(unit, new FrameLayout(false), undefined, new Map());
  }

  /** The scope of a `let` or `rec`, in the frame of its function. The names are added while it is compiled. */
  inner(): Scope {
    return new Scope(this.unit, this.layout, this, new Map());
  }

  /** The scope of a function's body. */
  function(): Scope {
    return new Scope(this.unit, new FrameLayout(true), this, new Map());
  }

  /** The scope of the body of a `with`. */
  with(index: number): Scope {
    return new Scope(this.unit, this.layout, this, new Map(), index);
  }

  /** Adds a name, with a new entry of the frame, whose index is the result. */
  declare(name: string): number {
    const index = this.layout.allot();
    this.names.set(name, index);
    return index;
  }

  /** The frame of a whole file, to be made when it is compiled. */
  makeFrame(): Frame {
    return blankFrame(this.layout.size);
  }

  position(at: number): Position {
    return new Position(this.unit.source, at);
  }

  /**
   * What a name means here. A name bound by `let`, `rec`, a function or the language wins over every `with`, as in Nix.
   */
  resolve(name: string): Meaning | undefined {
    let depth = 0;
    let places: Place[] | undefined;
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (scope.withIndex !== undefined) {
        places ??= [];
        places.push({ depth, index: scope.withIndex });
      } else {
        const found = scope.names.get(name);
        if (typeof found === 'number') return { kind: 'place', place: { depth, index: found } };
        if (found !== undefined) return { kind: 'constant', slot: found.constant };
      }
      if (scope.parent !== undefined && scope.parent.layout !== scope.layout) depth++;
    }
    const slot = this.unit.globals.get(name);
    if (slot !== undefined) return { kind: 'constant', slot };
    return places === undefined ? undefined : { kind: 'with', places };
  }

  /** Whether a name still means what the language says. */
  isGlobal(name: string): boolean {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (scope.names.has(name)) return false;
    }
    return true;
  }

  /** Every name that can be used here, for "did you mean". */
  *visibleNames(): IterableIterator<string> {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) yield* scope.names.keys();
    for (const name of this.unit.globals.keys()) if (!name.startsWith('__')) yield name;
  }
}
