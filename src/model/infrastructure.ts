import type { Position } from '../base/source.ts';
import type { AttributeSetValue } from '../nix/index.ts';

/** An infrastructure model: the machines ("targets"), keys in byte order. */
export interface InfrastructureModel {
  readonly targets: ReadonlyMap<string, Target>;
}

/** One machine. */
export interface Target {
  /** The attribute name in the infrastructure model. */
  readonly name: string;
  /** `properties`, unforced. Older models put them at the top of the target; then this is the target itself. */
  readonly properties: AttributeSetValue;
  /** Container name → its properties, unforced. */
  readonly containers: ReadonlyMap<string, AttributeSetValue>;
  /** All attributes as the model has them (`system`, `numOfCores`, `clientInterface`, `targetProperty` …), unforced. */
  readonly attributes: AttributeSetValue;
  readonly position: Position | undefined;
}
