import { Position, Source } from '../../base/source.ts';
import { EvaluationError } from '../error.ts';
import { expectAttributeSet, expectList, expectPlainText } from '../expect.ts';
import type { Host } from '../host.ts';
import { AttributeSetValue, force, lazy, NixFunction, Shape, type Slot, type Value } from '../value.ts';
import { computeDerivation } from './compute-derivation.ts';

/**
 * The function `derivation`: wraps `derivationStrict` so that paths are computed when they are asked for, and gives one
 * set per output, each with all attributes, `drvPath`, `outPath`, `type`, the other outputs and `all`.
 */
export class DerivationFunction extends NixFunction {
  readonly formals: ReadonlyMap<string, boolean> = new Map([['outputs', true]]);
  readonly position = placeAt(5, 1);
  readonly #host: Host;

  constructor(host: Host) {
    super();
    this.#host = host;
  }

  call(argument: Slot): Value {
    return makeDerivation(this.#host, expectAttributeSet(argument));
  }

  override positionOfFormal(): Position {
    return placeAt(5, 14);
  }
}

function makeDerivation(host: Host, attributes: AttributeSetValue): Value {
  const outputsSlot = attributes.get('outputs');
  const outputs =
    outputsSlot === undefined
      ? ['out']
      : expectList(outputsSlot, attributes.positionOf('outputs')).map(slot => expectPlainText(slot));
  const first = outputs[0];
  if (first === undefined)
    throw new EvaluationError('invalid-argument', 'derivation cannot have an empty set of outputs');

  const strict = lazy(() => computeDerivation(host, attributes));
  const strictAttribute = (name: string): Slot =>
    lazy(() => {
      const slot = expectAttributeSet(strict).get(name);
      if (slot === undefined) throw new EvaluationError('missing-attribute', `attribute '${name}' missing`);
      return force(slot);
    });
  const drvPath = strictAttribute('drvPath');
  const sets = new Map<string, Slot>();
  for (const output of outputs)
    if (!sets.has(output))
      sets.set(
        output,
        lazy(() => withOutput(output)),
      );
  const all = lazy(() => outputs.map(output => lazy(() => force(sets.get(output) as Slot))));
  const common: (readonly [string, Slot])[] = [...sets, ['all', all], ['drvAttrs', attributes]];

  const withOutput = (output: string): AttributeSetValue =>
    update(attributes, [
      ...common,
      ['outPath', strictAttribute(output)],
      ['drvPath', drvPath],
      ['type', 'derivation'],
      ['outputName', output],
    ]);
  return force(sets.get(first) as Slot);
}

/**
 * To Nix `derivation` is written in Nix, in a file of its own: `unsafeGetAttrPos` and XML tell where in it an attribute
 * is.
 */
const builtinFile = new Source('//builtin/derivation.nix', `${' '.repeat(20)}\n`.repeat(25));

function placeAt(line: number, column: number): Position {
  return new Position(builtinFile, (line - 1) * 21 + column - 1);
}

const places: ReadonlyMap<string, Position> = new Map([
  ['all', placeAt(12, 7)],
  ['drvAttrs', placeAt(13, 14)],
  ['outPath', placeAt(19, 9)],
  ['drvPath', placeAt(20, 9)],
  ['type', placeAt(21, 9)],
  ['outputName', placeAt(22, 16)],
]);

/**
 * The set with some attributes replaced or added, a later entry before an earlier one; the positions of the others
 * stay.
 */
function update(set: AttributeSetValue, entries: readonly (readonly [string, Slot])[]): AttributeSetValue {
  const merged = new Map<string, { slot: Slot; position: Position | undefined }>();
  for (const [name, slot] of set.entries()) merged.set(name, { slot, position: set.positionOf(name) });
  for (const [name, slot] of entries) merged.set(name, { slot, position: places.get(name) ?? placeAt(18, 7) });
  const names = [...merged.keys()].sort((a, b) => (a < b ? -1 : 1));
  return new AttributeSetValue(
    new Shape(
      names,
      names.map(name => merged.get(name)?.position),
    ),
    names.map(name => merged.get(name)?.slot as Slot),
  );
}
