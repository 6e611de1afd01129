import type { Source } from '../../base/source.ts';
import { Position } from '../../base/source.ts';
import { EvaluationError } from '../error.ts';
import type { AttributeName, AttributeSet, Bindings, Expression, StaticBinding } from './syntax.ts';

type DynamicBinding = Bindings['dynamics'][number];

/** From this number of names on, a lookup goes through a map. */
const MAP_FROM = 12;

/** Shared by all that have none. */
const NO_DYNAMICS: readonly DynamicBinding[] = [];

/** The bindings of a `let` or a set while they are read: a list, and an index by name once it is long. */
export class BindingList implements Bindings {
  statics: StaticBinding[] = [];
  dynamics: readonly DynamicBinding[] = NO_DYNAMICS;
  #index: Map<string, StaticBinding> | undefined;
  /** Whether the dynamic attributes of a set that is merged into this one are kept. */
  readonly mergesDynamic: boolean;

  constructor(mergesDynamic: boolean) {
    this.mergesDynamic = mergesDynamic;
  }

  find(name: string): StaticBinding | undefined {
    if (this.#index !== undefined) return this.#index.get(name);
    for (const binding of this.statics) if (binding.name === name) return binding;
    return undefined;
  }

  /** Adds a binding whose name is known to be new. */
  add(binding: StaticBinding): void {
    this.statics.push(binding);
    if (this.#index !== undefined) this.#index.set(binding.name, binding);
    else if (this.statics.length === MAP_FROM) this.#index = new Map(this.statics.map(each => [each.name, each]));
  }

  addDynamic(binding: DynamicBinding): void {
    if (this.dynamics === NO_DYNAMICS) this.dynamics = [binding];
    else (this.dynamics as DynamicBinding[]).push(binding);
  }

  /** Gives back the room that a growing array keeps in reserve: much of the memory of a model of many small sets. */
  trim(): void {
    this.statics = this.statics.slice();
  }
}

/**
 * Adds `path = value;`, making the sets between. Two sets under one path become one: the first decides whether it is
 * recursive, and in Nix 2.8 dynamic attributes of a later one are lost. Anything else that is bound twice is
 * refused. Every level of the path is said to stand at the start of the whole path, as `unsafeGetAttrPos` has it.
 */
export function addBinding(
  source: Source,
  bindings: BindingList,
  path: readonly AttributeName[],
  value: Expression,
): void {
  const at = (path[0] as AttributeName).at;
  let target = bindings;
  for (let i = 0; i < path.length - 1; i++) target = enterSet(source, target, path, i, at);
  const last = path[path.length - 1] as AttributeName;
  if ('expression' in last) {
    target.addDynamic({ at, name: last.expression, value });
    return;
  }
  addNamed(source, target, at, last.name, value, path);
}

/** Adds `name = value;`. `path` is what messages show, where it is longer. */
export function addNamed(
  source: Source,
  bindings: BindingList,
  at: number,
  name: string,
  value: Expression,
  path?: readonly AttributeName[],
): void {
  const present = bindings.find(name);
  if (present === undefined) bindings.add({ at, name, value });
  else if (present.inherited === undefined && present.value.kind === 'set' && value.kind === 'set') {
    mergeSets(source, present.value, value);
  } else refuseDouble(source, path ? showPath(path, path.length) : name, path?.at(-1)?.at ?? at, present.at);
}

/** Adds a binding of `inherit`, whose position is `at`; `offset` is where the name itself stands. */
export function addInherited(source: Source, bindings: BindingList, binding: StaticBinding, offset: number): void {
  const present = bindings.find(binding.name);
  if (present !== undefined) refuseDouble(source, binding.name, offset, present.at);
  bindings.add(binding);
}

/** The bindings of the set that `path[i]` names, made when it is new. */
function enterSet(
  source: Source,
  target: BindingList,
  path: readonly AttributeName[],
  i: number,
  at: number,
): BindingList {
  const step = path[i] as AttributeName;
  const inner = new BindingList(target.mergesDynamic);
  const set: AttributeSet = { kind: 'set', at: step.at, recursive: false, bindings: inner };
  if ('expression' in step) {
    target.addDynamic({ at, name: step.expression, value: set });
    return inner;
  }
  const present = target.find(step.name);
  if (present === undefined) {
    target.add({ at, name: step.name, value: set });
    return inner;
  }
  if (present.inherited === undefined && present.value.kind === 'set') return present.value.bindings as BindingList;
  return refuseDouble(source, showPath(path, i + 1), step.at, present.at);
}

function mergeSets(source: Source, first: AttributeSet, second: AttributeSet): void {
  const target = first.bindings as BindingList;
  for (const binding of second.bindings.statics) {
    const present = target.find(binding.name);
    if (present !== undefined) refuseDouble(source, binding.name, binding.at, present.at);
    target.add(binding);
  }
  if (target.mergesDynamic) for (const binding of second.bindings.dynamics) target.addDynamic(binding);
}

function refuseDouble(source: Source, name: string, at: number, firstAt: number): never {
  throw new EvaluationError(
    'syntax',
    `the attribute '${name}' is already defined at ${new Position(source, firstAt).toString()}`,
    new Position(source, at),
    'remove one of the two',
  );
}

function showPath(path: readonly AttributeName[], length: number): string {
  return path
    .slice(0, length)
    .map(step => ('expression' in step ? '${...}' : step.name))
    .join('.');
}
