import { resolvePath } from '../../base/path.ts';
import { EvaluationError } from '../error.ts';
import { expectAttributeSet, expectInteger, expectList, expectText } from '../expect.ts';
import { parseJson } from '../formats/parse-json.ts';
import type { Host } from '../host.ts';
import { languages } from '../nix-version.ts';
import { type AttributeSetValue, ContextString, force, type Slot } from '../value.ts';

/** A source in a lock file, and which others it takes in. */
export interface LockedNode {
  /** By the name of the input: the name of a node, or a path of inputs from the root (`follows`). */
  readonly inputs: ReadonlyMap<string, string | readonly string[]>;
  /** The reference that it is locked to; none for the root. */
  readonly locked: AttributeSetValue | undefined;
  readonly isFlake: boolean;
  /** For a relative path: the inputs, from the root on, that lead to the flake that it starts at. */
  readonly parent: readonly string[];
}

const rootAlone: LockedNode = { inputs: new Map(), locked: undefined, isFlake: true, parent: [] };

/** The contents of a `flake.lock`, of version 5 to 7. */
export class FlakeLock {
  readonly root: LockedNode;
  readonly #nodes: ReadonlyMap<string, LockedNode>;

  private constructor(root: LockedNode, nodes: ReadonlyMap<string, LockedNode>) {
    this.root = root;
    this.#nodes = nodes;
  }

  /** The lock file of the flake in a folder; one without inputs where there is none. */
  static read(host: Host, folder: string): FlakeLock {
    const file = resolvePath(folder, 'flake.lock');
    if (host.files.kind(file) === undefined) return new FlakeLock(rootAlone, new Map());
    try {
      const whole = expectAttributeSet(
        parseJson(host.files.read(file), languages[host.settings.nixVersion], host.limits),
      );
      const version = expectInteger(need(whole, 'version'));
      if (version < 5 || version > 7)
        throw new EvaluationError('invalid-argument', `its version ${version} is not known`);
      const nodes = new Map(
        [...expectAttributeSet(need(whole, 'nodes')).entries()].map(([name, slot]) => [name, readNode(slot)]),
      );
      const root = nodes.get(expectText(need(whole, 'root')));
      if (root === undefined) throw new EvaluationError('invalid-argument', 'it has no root');
      return new FlakeLock(root, nodes);
    } catch (error) {
      if (!(error instanceof EvaluationError) || error.fatal) throw error;
      const message = `the lock file '${file}' cannot be read: ${error.message}`;
      throw new EvaluationError('invalid-argument', message, undefined, `nix flake lock ${folder} writes it anew`);
    }
  }

  /** What an input of a node is; undefined where the file does not tell. Paths of inputs are followed once each. */
  input(node: LockedNode, name: string, steps = 0): LockedNode | undefined {
    const input = node.inputs.get(name);
    if (input === undefined || steps > 100) return undefined;
    return typeof input === 'string' ? this.#nodes.get(input) : this.follow(input, steps + 1);
  }

  /** The node that a path of inputs leads to from the root. */
  follow(path: readonly string[], steps = 0): LockedNode | undefined {
    let node: LockedNode | undefined = this.root;
    for (const name of path) node = node && this.input(node, name, steps);
    return node;
  }
}

function readNode(slot: Slot): LockedNode {
  const node = expectAttributeSet(slot);
  const inputs = node.get('inputs');
  const locked = node.get('locked');
  const parent = node.get('parent');
  return {
    inputs: new Map(
      inputs === undefined
        ? []
        : [...expectAttributeSet(inputs).entries()].map(([name, input]) => [name, readInput(input)] as const),
    ),
    locked: locked === undefined ? undefined : expectAttributeSet(locked),
    isFlake: force(node.get('flake') ?? true) !== false,
    parent: parent === undefined ? [] : expectList(parent).map(name => expectText(name)),
  };
}

function readInput(slot: Slot): string | readonly string[] {
  const value = force(slot);
  if (typeof value === 'string' || value instanceof ContextString) return expectText(value);
  return expectList(value).map(name => expectText(name));
}

function need(set: AttributeSetValue, name: string): Slot {
  const slot = set.get(name);
  if (slot === undefined) throw new EvaluationError('invalid-argument', `it has no '${name}'`);
  return slot;
}
