import { resolvePath } from '../../base/path.ts';
import { call } from '../call.ts';
import { EvaluationError } from '../error.ts';
import { describeValue, expectAttributeSet } from '../expect.ts';
import type { Host } from '../host.ts';
import { update } from '../update.ts';
import { AttributeSetValue, force, lazy, NixFunction, type Slot, type Value } from '../value.ts';
import { FlakeLock, type LockedNode } from './flake-lock.ts';
import { describeSource, type FlakeSource, findSource, flakeFolder, outPathOf } from './flake-source.ts';

/**
 * The flake in a folder (absolute path): `flake.nix` there, its inputs as `flake.lock` has them. The result is the set
 * of its outputs, with `inputs`, `outputs`, `sourceInfo`, `outPath` and `_type` beside them. Inputs are read when they
 * are used: those in folders of this machine, or in its store. Its files are read where they are; Nix reads a
 * copy in the store; `outPath` is the path of that copy.
 * @throws EvaluationError for an input that is not here, with what would bring it
 */
export function callFlake(host: Host, folder: string): AttributeSetValue {
  const lock = FlakeLock.read(host, folder);
  return new FlakeCaller(host, lock, folder).call(lock.root, { folder });
}

/** Calls a flake and those that it takes in, each once. */
class FlakeCaller {
  readonly #host: Host;
  readonly #lock: FlakeLock;
  readonly #folder: string;
  readonly #known = new Map<LockedNode, Slot>();

  constructor(host: Host, lock: FlakeLock, folder: string) {
    this.#host = host;
    this.#lock = lock;
    this.#folder = folder;
  }

  call(node: LockedNode, source: FlakeSource): AttributeSetValue {
    const file = resolvePath(flakeFolder(source), 'flake.nix');
    if (this.#host.files.kind(file) === undefined) {
      throw new EvaluationError('missing-file', `'${flakeFolder(source)}' is no flake: it has no flake.nix`);
    }
    const flake = expectAttributeSet(this.#host.importFile(file, undefined));
    const outputs = flake.get('outputs');
    if (outputs === undefined) throw new EvaluationError('missing-attribute', `the flake '${file}' has no 'outputs'`);
    const inputs = AttributeSetValue.from(
      namesOfInputs(flake, outputs, node).map(name => [name, lazy(() => this.#input(node, name))] as const),
    );
    const sourceInfo = describeSource(this.#host, source);
    const made = lazy(() =>
      expectOutputs(call(outputs, update(inputs, AttributeSetValue.from([['self', self]]))), file),
    );
    const beside: readonly (readonly [string, Slot])[] = [
      ...[...sourceInfo.entries()].filter(([name]) => name !== 'outPath'),
      ['outPath', outPathOf(source, sourceInfo)],
      ['inputs', inputs],
      ['outputs', made],
      ['sourceInfo', sourceInfo],
      ['_type', 'flake'],
    ];
    const self = lazy(() => update(expectAttributeSet(made), AttributeSetValue.from(beside)));
    return expectAttributeSet(self);
  }

  #input(node: LockedNode, name: string): Value {
    const input = this.#lock.input(node, name);
    if (input === undefined) throw this.#notLocked(name);
    let slot = this.#known.get(input);
    if (slot === undefined) {
      slot = lazy(() => this.#readInput(input, name));
      this.#known.set(input, slot);
    }
    return force(slot);
  }

  #readInput(input: LockedNode, name: string): Value {
    const source = findSource(this.#host, this.#lock, input, this.#folder);
    if (source === undefined) {
      throw new EvaluationError(
        'not-supported',
        `the input '${name}' of '${this.#folder}' would have to be fetched, which the embedded evaluator never does`,
        undefined,
        `nix flake archive ${this.#folder} brings the inputs into the store, where they are found`,
      );
    }
    if (input.isFlake) return this.call(input, source);
    const sourceInfo = describeSource(this.#host, source);
    return update(
      sourceInfo,
      AttributeSetValue.from([
        ['outPath', outPathOf(source, sourceInfo)],
        ['sourceInfo', sourceInfo],
      ]),
    );
  }

  #notLocked(name: string): EvaluationError {
    return new EvaluationError(
      'not-supported',
      `the input '${name}' of the flake '${this.#folder}' is not in its flake.lock`,
      undefined,
      `nix flake lock ${this.#folder} writes it there`,
    );
  }
}

/** Those that are declared, those that are locked, and those that the function of the outputs asks for. */
function namesOfInputs(flake: AttributeSetValue, outputs: Slot, node: LockedNode): readonly string[] {
  const declared = flake.get('inputs');
  const names = declared === undefined ? [] : expectAttributeSet(declared).shape.names;
  const fn = force(outputs);
  const asked = fn instanceof NixFunction ? [...(fn.formals?.keys() ?? [])] : [];
  return [...new Set([...names, ...node.inputs.keys(), ...asked])].filter(name => name !== 'self');
}

function expectOutputs(value: Value, file: string): AttributeSetValue {
  if (value instanceof AttributeSetValue) return value;
  throw new EvaluationError('type', `the outputs of '${file}' are ${describeValue(value)}, but must be a set`);
}
